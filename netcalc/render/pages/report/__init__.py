"""A report as pages: its table, its answers, its memory, and several reports side by side."""
