"""Joins: layers that read several others. Value by value they are the gates of any circuit."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any, ClassVar, TypeAlias

import numpy as np

from netcalc.reference.tape import gates
from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting

Cache: TypeAlias = tuple[Any, list[tuple[int, ...]]]


class Stretching(Gate):
    """A gate value by value; what has no spatial axes, (N, D), is read as (N, D, 1, ...)."""

    gate: ClassVar[Gate]

    def forward(self, *inputs: Array) -> tuple[Array, Cache]:
        """Give every input as many axes, and join."""
        axes = max(x.ndim for x in inputs)
        out, cache = self.gate.forward(*(x.reshape(*x.shape, *(1,) * (axes - x.ndim)) for x in inputs))
        return out, (cache, [x.shape for x in inputs])

    def backward(self, dout: Array, cache: Cache) -> Gradients:
        """Add up where an input was stretched, and take the axes away again."""
        inner, shapes = cache
        back = zip(self.gate.backward(dout, inner), shapes, strict=True)
        return tuple(None if gradient is None else gradient.reshape(shape) for gradient, shape in back)


class Add(Stretching):
    """x + y + ..."""

    gate = gates.Add()


class Subtract(Stretching):
    """x - y."""

    gate = gates.Sub()


class Multiply(Stretching):
    """x · y · ..."""

    gate = gates.Mul()


class Concat(Gate):
    """Volumes side by side along an axis of the array: (N, D1 + D2 + ..., *W) along the depth."""

    def __init__(self, axis: int = 1) -> None:
        """Join along this axis of the arrays."""
        self.axis = axis

    @classmethod
    def at(cls, setting: Setting) -> "Concat":
        """Take the layer's axis: those of arrays run the other way, after the batch."""
        return cls(array_axis(setting.of("axis"), setting.given[0]))

    def forward(self, *inputs: Array) -> tuple[Array, list[int]]:
        """Stack; the cache says where each one ends."""
        return np.concatenate(inputs, axis=self.axis), list(accumulate(x.shape[self.axis] for x in inputs))

    def backward(self, dout: Array, cache: list[int]) -> Gradients:
        """Take the stack apart."""
        return tuple(np.split(dout, cache[:-1], axis=self.axis))


def array_axis(axis: int | str, given: Sequence[int]) -> int:
    """Give the axis of an array, (N, D, ..., H, W), for one of a volume, W x H x ... x D."""
    return 1 if axis == "depth" else len(given) - int(axis)
