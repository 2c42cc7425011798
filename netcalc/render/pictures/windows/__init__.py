"""Windows as pictures: slid over pixels, position by position; and what one value sees, volume by volume."""
