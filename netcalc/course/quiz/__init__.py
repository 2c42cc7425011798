"""Practice: questions drawn by topic, each a sheet of one question; which comes next; the score that is kept."""
