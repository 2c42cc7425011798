"""What the lecture advises against: one rule a piece of advice. It fails nothing."""
