"""Keras' models: how layers are called, what each of them makes, and the operations of `keras.ops`."""
