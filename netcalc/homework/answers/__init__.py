"""What people write as an answer, read and never run."""
