"""What is typed behind a command, held against what it takes before the work begins."""
