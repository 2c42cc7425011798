"""Operators that look values up, sort them, or keep them in lists: nothing is multiplied by a weight."""
