"""Activations: each value by itself (but for softmax, which shares 1 out over the depth), as PyTorch defines them."""
