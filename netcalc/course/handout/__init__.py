"""What is given out: the questions, what they ask about, and a form for the answers; no answer stands in it."""
