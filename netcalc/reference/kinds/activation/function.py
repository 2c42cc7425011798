"""Activations that are functions of a circuit too, and those made of exponentials and logarithms."""

import numpy as np

from netcalc.reference.kinds.activation.squashed import logistic
from netcalc.reference.tape import functions
from netcalc.reference.tape.gate import Activation, Array, Gate, Gradients


class Exp(functions.Exp, Activation):
    """e to the x."""


class Abs(functions.Abs, Activation):
    """|x|."""


class Square(Activation):
    """x²."""

    def value(self, *inputs: Array) -> Array:
        """Multiply x with itself."""
        return np.square(inputs[0])

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 2x."""
        return (2 * inputs[0],)


def softplus(x: Array) -> Array:
    """Give ln(1 + exp(x)), by an exponential that cannot overflow."""
    grown: Array = np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))
    return grown


class Softplus(Activation):
    """ln(1 + exp(x))."""

    def value(self, *inputs: Array) -> Array:
        """Round the corner of a ReLU off."""
        return softplus(inputs[0])

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give σ(x)."""
        return (logistic(inputs[0]),)


class LogSoftmax(Gate):
    """X less the logarithm of the sum of exp(x) along the depth, at each position: (N, D, ...)."""

    within = True

    def forward(self, *inputs: Array) -> tuple[Array, Array]:
        """Take the largest off first, so that nothing overflows."""
        x = inputs[0] - inputs[0].max(axis=1, keepdims=True)
        out = x - np.log(np.exp(x).sum(axis=1, keepdims=True))
        return out, out

    def backward(self, dout: Array, cache: Array) -> Gradients:
        """Give dout less softmax times the sum of dout."""
        return (dout - np.exp(cache) * dout.sum(axis=1, keepdims=True),)
