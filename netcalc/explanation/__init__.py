"""Each number with its arithmetic, in the course's letters: the formula, its numbers, the value."""
