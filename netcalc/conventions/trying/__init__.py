"""The numbers that are tried: what tools and conventions give, and networks that are nearly this one; and chance."""
