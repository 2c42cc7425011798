"""The functions of arithmetic as gates: powers of e, roots, waves, and what has a kink."""

import numpy as np

from netcalc.reference.tape.gate import Array, Elementwise


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
