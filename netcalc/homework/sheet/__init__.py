"""Questions and what they mean."""
