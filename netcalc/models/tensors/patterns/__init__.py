"""Layers that were written in parts, found among operators: unshared filters, norms, gated units."""
