"""What other tools count, as pages: a table as another tool counts, and why its number is another."""
