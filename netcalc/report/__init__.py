"""Results as data, and what is asked of them."""
