"""Conventions: what other tools count otherwise, and which of them makes a number that somebody found."""
