"""Many networks as pages: those that fit, and the windows that make an extent."""
