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
        """Give the product of the others."""
        return tuple(reduce(np.multiply, (*inputs[:i], *inputs[i + 1 :])) for i in range(len(inputs)))


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


class Exp(Elementwise):
    """e to the x: its own local gradient."""

    def value(self, *inputs: Array) -> Array:
        """Raise e to the power."""
        return np.exp(inputs[0])

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give the value again."""
        return (out,)


class Log(Elementwise):
    """The natural logarithm."""

    def value(self, *inputs: Array) -> Array:
        """Take the logarithm."""
        return np.log(inputs[0])

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 1/x."""
        return (1 / inputs[0],)


class Sqrt(Elementwise):
    """The square root."""

    def value(self, *inputs: Array) -> Array:
        """Take the root."""
        return np.sqrt(inputs[0])

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give half of 1/√x."""
        return (0.5 / out,)


class Sin(Elementwise):
    """The sine."""

    def value(self, *inputs: Array) -> Array:
        """Take the sine."""
        return np.sin(inputs[0])

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give the cosine."""
        return (np.cos(inputs[0]),)


class Cos(Elementwise):
    """The cosine."""

    def value(self, *inputs: Array) -> Array:
        """Take the cosine."""
        return np.cos(inputs[0])

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give minus the sine."""
        return (-np.sin(inputs[0]),)


class Abs(Elementwise):
    """|x|, with gradient 0 at the kink."""

    def value(self, *inputs: Array) -> Array:
        """Drop the sign."""
        return np.abs(inputs[0])

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give the sign."""
        return (np.sign(inputs[0]),)

    def pieces(self, *inputs: Array) -> Array:
        """Tell the two sides of 0 apart."""
        return np.asarray(inputs[0] > 0)


class Max(Elementwise):
    """The larger of two: all of the gradient goes to it (the router), on a tie to the first."""

    def value(self, *inputs: Array) -> Array:
        """Take the larger."""
        return np.maximum(*inputs)

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 1 to the winner."""
        first = self.pieces(*inputs)
        return first.astype(out.dtype), (~first).astype(out.dtype)

    def pieces(self, *inputs: Array) -> Array:
        """Say whether the first is taken."""
        return np.asarray(inputs[0] >= inputs[1])


class Min(Max):
    """The smaller of two: all of the gradient goes to it, on a tie to the first."""

    def value(self, *inputs: Array) -> Array:
        """Take the smaller."""
        return np.minimum(*inputs)

    def pieces(self, *inputs: Array) -> Array:
        """Say whether the first is taken."""
        return np.asarray(inputs[0] <= inputs[1])


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
