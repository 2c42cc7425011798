"""Whether windows fit: what a remainder means, what would fit, what is missed further on."""
