"""Arithmetic as people write it, parsed: products without a sign, functions, units and nouns behind its numbers."""
