"""Drawings: where everything stands, then the lines."""
