"""One reader a format: what a file says, made into layers."""
