"""Each number with its arithmetic."""
