"""Layers and functions that Keras has not, which stand above the network that needs them."""

from typing import Final

OWN: Final = {
    "Scale": '''class Scale(layers.Layer):
    """A learned factor, and perhaps a shift, for each channel."""

    def __init__(self, bias=False):
        super().__init__()
        self.with_bias = bias

    def build(self, shape):
        self.factor = self.add_weight(shape=(shape[-1],), initializer="ones")
        self.shift = self.add_weight(shape=(shape[-1],), initializer="zeros") if self.with_bias else None

    def call(self, x):
        x = x * self.factor
        return x if self.shift is None else x + self.shift
''',
    "Learned": '''class Learned(layers.Layer):
    """An array that is learned, the same for each example."""

    def __init__(self, shape):
        super().__init__()
        self.array_shape = shape

    def build(self, _):
        self.array = self.add_weight(shape=self.array_shape)

    def call(self, x):
        return ops.broadcast_to(self.array, (ops.shape(x)[0], *self.array_shape))

    def compute_output_shape(self, shape):
        return (shape[0], *self.array_shape)
''',
    "Noise": '''class Noise(layers.Layer):
    """Normal noise, drawn for each example."""

    def __init__(self, shape):
        super().__init__()
        self.array_shape = shape

    def call(self, x):
        return keras.random.normal((ops.shape(x)[0], *self.array_shape))

    def compute_output_shape(self, shape):
        return (shape[0], *self.array_shape)
''',
    "Local": '''class Local(layers.Layer):
    """A convolution whose filters are not shared: each position has its own."""

    def __init__(self, filters, size, strides=1, use_bias=True):
        super().__init__()
        self.filters, self.use_bias = filters, use_bias
        self.size = (size, size) if isinstance(size, int) else size
        self.strides = (strides, strides) if isinstance(strides, int) else strides

    def build(self, shape):
        rows, columns = ((e - f) // s + 1 for e, f, s in zip(shape[1:3], self.size, self.strides))
        values = self.size[0] * self.size[1] * shape[-1]
        self.kernel = self.add_weight(shape=(rows, columns, values, self.filters))
        self.bias = self.add_weight(shape=(rows, columns, self.filters)) if self.use_bias else None

    def call(self, x):
        x = ops.image.extract_patches(x, self.size, strides=self.strides, padding="valid")
        x = ops.einsum("nrcv,rcvk->nrck", x, self.kernel)
        return x if self.bias is None else x + self.bias
''',
    "wrapped": '''def wrapped(x, pads):
    """A map with its other edge before it and behind, `pads` rows and columns."""
    for axis, (before, after) in enumerate(pads, 1):
        size = x.shape[axis]
        x = ops.take(x, [at % size for at in range(-before, size + after)], axis=axis)
    return x
''',
    "extended": '''def extended(x, pads):
    """A map whose edges go on before it and behind, by `pads` rows and columns."""
    for axis, (before, after) in enumerate(pads, 1):
        size = x.shape[axis]
        x = ops.take(x, [min(max(at, 0), size - 1) for at in range(-before, size + after)], axis=axis)
    return x
''',
    "normalised": '''def normalised(x, size, alpha, beta, k):
    """Local response normalisation: by the squares of the channels nearby."""
    depth = x.shape[-1]
    pads = [(0, 0)] * (x.ndim - 1) + [(size // 2, (size - 1) // 2)]
    squares = ops.pad(ops.square(x), pads)
    total = sum(squares[..., i : i + depth] for i in range(size))
    return x / (k + alpha / size * total) ** beta
''',
}
