"""What each operation of `keras.ops` makes of the tensors that it is called on."""
