"""PyTorch modules made into networks: exported in a program of their own, then read as a file is."""
