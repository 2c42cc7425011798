"""Pages of a course: the sheet that is given out, and its solution."""
