"""A window's pages: slid along an axis, and what one value sees; as grids of signs that fit a terminal."""
