"""The engine: what a gate is, the tape that runs gates forward and in reverse, the gates of arithmetic."""
