"""Operators that join tensors, value by value or side by side, and those that make one value of several."""
