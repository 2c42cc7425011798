"""How far the work is, while it goes on: bars and curves on a terminal, nothing or a line in a pipe."""
