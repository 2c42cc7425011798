"""A course in a box: each student's own sheet, practice, what is given out, its solution, question banks."""
