"""What is probably wrong with a line that is not YAML, or not what was meant, and the line to write instead."""
