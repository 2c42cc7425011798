"""Attention: projections, heads, tiles of a map, what may be looked at, and what every query takes of every key."""
