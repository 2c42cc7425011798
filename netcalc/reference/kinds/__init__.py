"""How each layer kind computes, forward and backward: the same file names as `layers/`."""
