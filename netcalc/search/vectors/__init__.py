"""Many variants in one number: columns of integers go through the calculator's own lines, parted where it chooses."""
