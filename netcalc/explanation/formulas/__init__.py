"""Formulas as trees: what stands in one, the letters for it, and how it is written."""
