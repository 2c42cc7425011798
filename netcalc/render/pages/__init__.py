"""Each result as its page."""
