"""Columns of integers, one for each variant: their arithmetic, what parts them, the rules on them."""
