"""The solution of a sheet: each answer with every step that leads to it, and what is to be drawn."""
