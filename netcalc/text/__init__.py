"""What a person types, read: places in a file, YAML, arithmetic, numbers (61.7k, 8 MiB), words and slips."""
