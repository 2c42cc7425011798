"""Other graders' forms, and a class as a whole."""
