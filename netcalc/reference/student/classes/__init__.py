"""Layers that are written as classes: made with their arrays, run forward, run backward."""
