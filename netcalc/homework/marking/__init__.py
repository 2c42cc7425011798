"""One submission against the key."""
