"""A run in one figure, as a lecturer would show it, drawn by Matplotlib (the extra `plot`)."""
