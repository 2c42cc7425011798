"""A network as Keras 3 source: a function a block, the functional interface."""
