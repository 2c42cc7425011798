"""A student's whole net: a class with params, and loss(X, y), which gives the loss and a gradient for each of them."""
