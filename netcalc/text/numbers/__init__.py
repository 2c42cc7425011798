"""What a number means: `61.7k`, `8 MiB`, arithmetic as text, worked out exactly."""
