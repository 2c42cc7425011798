"""The forms a page is written in."""
