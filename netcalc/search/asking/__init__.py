"""What is asked of a search: unknowns and their ranges, the space of variants, conditions, the order."""
