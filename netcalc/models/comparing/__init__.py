"""Networks of files held against others: layer by layer, and array by array."""
