"""Pooling: x is (N, D, *W); each window of each slice, or each whole slice, becomes one value."""
