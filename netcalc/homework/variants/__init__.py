"""A sheet's variants: each student's numbers, drawn by the student's id, kept where the questions still tell."""
