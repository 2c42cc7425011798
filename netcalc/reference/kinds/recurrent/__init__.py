"""Recurrence: a cell at each position, the walk along the sequence, and back through time."""
