"""A program laid out as gates: its names checked, shapes that follow worked out, sigmoids broken up or grouped."""
