"""A course in a box: each student's own sheet, a class's, and what makes a sheet into practice."""
