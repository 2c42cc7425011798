"""What is right for each question, and what each mistake would give."""
