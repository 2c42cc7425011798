"""What a person types, read: files and places, YAML, arithmetic, numbers, words. It knows no layer."""
