"""What each layer of Keras makes, in the words of Keras 1 to 3: a family a file."""
