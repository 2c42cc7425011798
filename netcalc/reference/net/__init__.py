"""A network's arrays, its passes and losses, and the files that hold arrays."""
