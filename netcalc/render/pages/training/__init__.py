"""Training as pages: a run, many trials, what the layers of a trained network show."""
