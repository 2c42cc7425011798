"""Operators that keep the shape: functions value by value and along an axis, norms, masks and noise."""
