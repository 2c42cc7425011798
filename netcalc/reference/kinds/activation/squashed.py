"""Activations that squash: every value ends up between two bounds."""

import numpy as np

from netcalc.reference.tape.gate import Activation, Array, Gate, Gradients


def logistic(x: Array) -> Array:
    """Give 1 / (1 + exp(-x)), by an exponential that cannot overflow."""
    small = np.exp(-np.abs(x))
    share: Array = np.where(x >= 0, 1, small) / (1 + small)
    return share


class Sigmoid(Activation):
    """σ(x) = 1 / (1 + exp(-x))."""

    def value(self, *inputs: Array) -> Array:
        """Squash to 0 ... 1."""
        return logistic(inputs[0])

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give (1 - σ)σ (CS231n, lecture 5)."""
        return ((1 - out) * out,)


class Tanh(Activation):
    """The hyperbolic tangent."""

    def value(self, *inputs: Array) -> Array:
        """Squash to -1 ... 1."""
        return np.tanh(inputs[0])

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 1 - tanh²."""
        return (1 - out * out,)


class HardSigmoid(Activation):
    """A sigmoid of straight lines, min(max(0, x + 3), 6) / 6, with gradient 0 at the kinks."""

    def value(self, *inputs: Array) -> Array:
        """Keep to 0 and 1."""
        squashed: Array = np.clip(inputs[0] + 3, 0, 6) / 6
        return squashed

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 1/6 between -3 and 3."""
        return ((np.abs(inputs[0]) < 3) / np.array(6, out.dtype),)

    def pieces(self, *inputs: Array) -> Array:
        """Tell the pieces apart, from the left."""
        return np.digitize(inputs[0], (-3, 3))


class HardTanh(Activation):
    """A tanh of straight lines, min(max(-1, x), 1), with gradient 0 at the kinks."""

    def value(self, *inputs: Array) -> Array:
        """Keep to -1 and 1."""
        return np.clip(inputs[0], -1, 1)

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 1 between -1 and 1."""
        return (np.abs(inputs[0]) < 1,)

    def pieces(self, *inputs: Array) -> Array:
        """Tell the pieces apart, from the left."""
        return np.digitize(inputs[0], (-1, 1))


class Step(Activation):
    """1 where x >= 0, else 0 (the threshold unit); nothing can be learned through it."""

    def value(self, *inputs: Array) -> Array:
        """Compare with 0."""
        return np.asarray(inputs[0] >= 0).astype(inputs[0].dtype)

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 0."""
        return (np.zeros_like(out),)

    def pieces(self, *inputs: Array) -> Array:
        """Tell the two sides of 0 apart."""
        return np.asarray(inputs[0] >= 0)


class Softmax(Gate):
    """exp(x) over its sum along the depth, at each position: (N, D, ...)."""

    within = True

    def forward(self, *inputs: Array) -> tuple[Array, Array]:
        """Share 1 out; the largest is taken off first, so that nothing overflows."""
        x = inputs[0]
        grown = np.exp(x - x.max(axis=1, keepdims=True))
        out = grown / grown.sum(axis=1, keepdims=True)
        return out, out

    def backward(self, dout: Array, cache: Array) -> Gradients:
        """Give s (dout - the mean of dout weighed by s)."""
        return (cache * (dout - (dout * cache).sum(axis=1, keepdims=True)),)
