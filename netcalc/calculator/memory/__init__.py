"""Memory: the course's bill, and what is alive at the highest moment of a training step and of a pass alone."""
