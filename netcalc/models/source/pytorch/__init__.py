"""PyTorch: each kind in its words, and the program that is made of them."""
