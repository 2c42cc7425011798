"""A circuit's pages: its tables, its steps."""
