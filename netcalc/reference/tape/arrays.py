"""Gates that make something of a whole array: its sum, its length, its largest value, a place in it, its softmax."""

import numpy as np

from netcalc.reference.tape.gate import Array, Elementwise, Gate, Gradients


class Identity(Elementwise):
    """x again, under another name."""

    def value(self, *inputs: Array) -> Array:
        """Give the input."""
        return inputs[0]

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 1."""
        return (np.ones((), out.dtype),)


class Transpose(Gate):
    """X.T: rows become columns, and so do those of the gradient."""

    def forward(self, *inputs: Array) -> tuple[Array, None]:
        """Turn it round."""
        return inputs[0].T, None

    def backward(self, dout: Array, cache: None) -> Gradients:
        """Turn it back."""
        return (dout.T,)


class Index(Gate):
    """x[0], X[:, 1]: the gradient goes to where the values came from."""

    def __init__(self, key: tuple[int | slice, ...]) -> None:
        """Take these places."""
        self.key = key

    def forward(self, *inputs: Array) -> tuple[Array, tuple[int, ...]]:
        """Take what stands there."""
        return np.asarray(inputs[0][self.key]), inputs[0].shape

    def backward(self, dout: Array, cache: tuple[int, ...]) -> Gradients:
        """Give 0 everywhere else."""
        dx = np.zeros(cache, dout.dtype)
        dx[self.key] = dout
        return (dx,)


class Sum(Gate):
    """The sum over all values: hands its gradient on to each of them."""

    def forward(self, *inputs: Array) -> tuple[Array, Array]:
        """Add up."""
        return np.asarray(inputs[0].sum()), inputs[0]

    def backward(self, dout: Array, cache: Array) -> Gradients:
        """Give each value the gradient."""
        return (np.full_like(cache, dout),)


class Mean(Gate):
    """The mean of all values: each gets its share of the gradient."""

    def forward(self, *inputs: Array) -> tuple[Array, Array]:
        """Add up and divide."""
        return np.asarray(inputs[0].mean()), inputs[0]

    def backward(self, dout: Array, cache: Array) -> Gradients:
        """Give each value its share."""
        return (np.full_like(cache, dout / cache.size),)


class Norm(Gate):
    """The length, √(x·x); where it is 0 there is no gradient."""

    def forward(self, *inputs: Array) -> tuple[Array, tuple[Array, Array]]:
        """Take the root of the sum of squares, the largest taken out so that no square is too large."""
        x = inputs[0]
        largest = np.max(np.abs(x))
        scaled = x / np.where(largest > 0, largest, 1)
        out = np.asarray(largest * np.sqrt((scaled * scaled).sum()))
        return out, (x, out)

    def backward(self, dout: Array, cache: tuple[Array, Array]) -> Gradients:
        """Give x over the length: the direction in which x points."""
        x, out = cache
        return (dout * (x / np.where(out > 0, out, 1)),)

    def flawed(self, *inputs: Array) -> tuple[int, ...]:
        """Name the input where all of it is 0."""
        return () if np.any(inputs[0]) else (0,)


class Largest(Gate):
    """The largest of all values: the first that is it gets all of the gradient."""

    def forward(self, *inputs: Array) -> tuple[Array, tuple[Array, Array]]:
        """Find it."""
        place = np.asarray(self.place(inputs[0]))
        return np.asarray(inputs[0].flat[place]), (inputs[0], place)

    def place(self, x: Array) -> int:
        """Say where it stands."""
        return int(x.argmax())

    def backward(self, dout: Array, cache: tuple[Array, Array]) -> Gradients:
        """Route the gradient there."""
        x, place = cache
        dx = np.zeros_like(x)
        dx.flat[place] = dout
        return (dx,)

    def choices(self, cache: tuple[Array, Array]) -> Array:
        """Say which value was taken."""
        return cache[1]


class Smallest(Largest):
    """The smallest of all values: the first that is it gets all of the gradient."""

    def place(self, x: Array) -> int:
        """Say where it stands."""
        return int(x.argmin())


class Softmax(Gate):
    """e**x over the sum of all e**x: of a vector, of a single column, or of each row of a matrix."""

    def forward(self, *inputs: Array) -> tuple[Array, Array]:
        """Take the largest away first, so that nothing grows too large."""
        rows = _rows(inputs[0])
        e = np.exp(rows - rows.max(axis=1, keepdims=True))
        out = (e / e.sum(axis=1, keepdims=True)).reshape(inputs[0].shape)
        return out, out

    def backward(self, dout: Array, cache: Array) -> Gradients:
        """Give p·(dout - Σ dout·p)."""
        p, dp = _rows(cache), _rows(dout)
        return ((p * (dp - (dp * p).sum(axis=1, keepdims=True))).reshape(dout.shape),)


class LogSoftmax(Gate):
    """The logarithm of the softmax."""

    def forward(self, *inputs: Array) -> tuple[Array, Array]:
        """Take the logarithm of the sum away."""
        rows = _rows(inputs[0])
        shifted = rows - rows.max(axis=1, keepdims=True)
        out = (shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))).reshape(inputs[0].shape)
        return out, out

    def backward(self, dout: Array, cache: Array) -> Gradients:
        """Give dout - p·Σ dout."""
        out, dp = _rows(cache), _rows(dout)
        return ((dp - np.exp(out) * dp.sum(axis=1, keepdims=True)).reshape(dout.shape),)


def _rows(x: Array) -> Array:
    """Lay each set of values that add up to 1 in a row: (rows, values)."""
    return x.reshape(1, -1) if x.ndim == 1 or x.shape[-1] == 1 else x
