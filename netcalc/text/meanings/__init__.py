"""What the words of other tools mean here: tables, a line a word."""
