"""Windows: how one lies along an axis, by what a spec says alone, and what of an array lies under it."""
