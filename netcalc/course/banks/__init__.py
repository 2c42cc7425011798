"""Question banks: the key to a sheet in the formats of other platforms, known mistakes as feedback for their values."""
