"""Numbers for planning: bytes that layers move, arithmetic intensity, the time that a device takes at least."""
