"""The gates of arithmetic: what scalar circuits are made of, and what layers join volumes with."""

from functools import reduce

import numpy as np

from netcalc.reference.tape.gate import Array, Elementwise, Gate, Gradients


class Add(Elementwise):
    """x + y + ...: hands its gradient on to every input (the distributor)."""

    def value(self, *inputs: Array) -> Array:
        """Add the inputs."""
        return reduce(np.add, inputs)

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 1 for each."""
        return tuple(np.ones((), out.dtype) for _ in inputs)


class Sub(Elementwise):
    """x - y."""

    def value(self, *inputs: Array) -> Array:
        """Subtract the second."""
        return np.subtract(*inputs)

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 1 and -1."""
        return np.ones((), out.dtype), -np.ones((), out.dtype)


class Neg(Elementwise):
    """-x."""

    def value(self, *inputs: Array) -> Array:
        """Change the sign."""
        return np.negative(inputs[0])

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give -1."""
        return (-np.ones((), out.dtype),)


class Mul(Elementwise):
    """x · y · ...: each input gets the product of the others (the switcher)."""

    def value(self, *inputs: Array) -> Array:
        """Multiply the inputs."""
        return reduce(np.multiply, inputs)

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give the product of the others; 1 where there are none."""
        others = ((*inputs[:i], *inputs[i + 1 :]) for i in range(len(inputs)))
        return tuple(reduce(np.multiply, each or (np.ones((), out.dtype),)) for each in others)


class Div(Elementwise):
    """x / y."""

    def value(self, *inputs: Array) -> Array:
        """Divide by the second."""
        return np.divide(*inputs)

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 1/y and -x/y²."""
        x, y = inputs
        return 1 / y, -x / y**2


class Pow(Elementwise):
    """x ** y; the exponent's gradient counts where the base is above 0."""

    def value(self, *inputs: Array) -> Array:
        """Raise to the power."""
        return np.power(*inputs)

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give y·x**(y - 1) and x**y·ln(x); 0 for a constant, which x**0 is."""
        x, y = inputs
        base = np.where(y == 0, 1, x)
        return y * np.power(base, y - 1), out * np.log(np.where(x > 0, x, 1))

    def flawed(self, *inputs: Array) -> tuple[int, ...]:
        """Name the exponent where the base is below 0, or 0 where the exponent is not above it."""
        x, y = inputs
        return (1,) if np.any((x < 0) | ((x == 0) & (y <= 0))) else ()


class MatMul(Gate):
    """W @ X: the gradients are dD @ X.T and W.T @ dD (CS231n, lecture 5)."""

    def forward(self, *inputs: Array) -> tuple[Array, tuple[Array, ...]]:
        """Multiply two matrices, (m, n) and (n, p), or a matrix and a vector."""
        return np.matmul(*inputs), inputs

    def backward(self, dout: Array, cache: tuple[Array, ...]) -> Gradients:
        """Let the shapes decide: the gradient of W is shaped as W, that of X as X."""
        w, x = cache
        left, right = np.atleast_2d(w), x.reshape(len(x), -1)  # (m, n), (n, p)
        dd = dout.reshape(len(left), right.shape[1])  # (m, p)
        return (dd @ right.T).reshape(w.shape), (left.T @ dd).reshape(x.shape)
