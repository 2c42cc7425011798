"""Values with `${...}` in them: the names that may stand there, and what is put in."""
