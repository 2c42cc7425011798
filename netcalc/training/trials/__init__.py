"""A network trained many times, each time with other values: sweeps, random searches, cross-validation."""
