"""The same values in another shape, or with their axes in another order."""

from collections.abc import Sequence

import numpy as np

from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting


class Reshape(Gate):
    """Another shape: (N, D2, *W2), read in the order in which the values lie."""

    def __init__(self, shape: Sequence[int]) -> None:
        """Give each example this shape."""
        self.shape = tuple(shape)

    @classmethod
    def at(cls, setting: Setting) -> "Reshape":
        """Take the layer's volume, its axes the other way round."""
        return cls(tuple(reversed(setting.of("to"))))

    def forward(self, *inputs: Array) -> tuple[Array, tuple[int, ...]]:
        """Give the values their new shape."""
        return inputs[0].reshape(len(inputs[0]), *self.shape), inputs[0].shape

    def backward(self, dout: Array, cache: tuple[int, ...]) -> Gradients:
        """Give the gradients the old shape."""
        return (dout.reshape(cache),)


class Transpose(Gate):
    """The axes in another order; `turns` is that of the spatial ones, where the depth stays."""

    def __init__(self, order: Sequence[int]) -> None:
        """Take the order of a volume's axes, the depth last; those of arrays run the other way."""
        n = len(order)
        self.order = (0, *(n - at for at in reversed(order)))
        self.turns = tuple(order[:-1]) if order[-1] == n - 1 else ()

    @classmethod
    def at(cls, setting: Setting) -> "Transpose":
        """Take the layer's order."""
        return cls(setting.of("order"))

    def forward(self, *inputs: Array) -> tuple[Array, None]:
        """Exchange the axes."""
        return inputs[0].transpose(self.order), None

    def backward(self, dout: Array, cache: None) -> Gradients:
        """Put the axes back."""
        return (dout.transpose(np.argsort(self.order)),)
