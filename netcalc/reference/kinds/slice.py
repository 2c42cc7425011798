"""Slicing: some of the values along one axis of an array."""

from typing import Any

import numpy as np

from netcalc.reference.kinds.join import array_axis
from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting
from netcalc.reference.windows.window import Window


class Slice(Gate):
    """x[start:stop:step] along an axis."""

    def __init__(self, axis: int, taken: slice, looks: tuple[Window, ...] | None = None) -> None:
        """Take this slice of an axis of the array."""
        self.where: Any = (slice(None),) * axis + (taken,)
        self.looks = looks

    @classmethod
    def at(cls, setting: Setting) -> "Slice":
        """Take the layer's axis and bounds."""
        axis = array_axis(setting.of("axis"), setting.given[0])
        taken = slice(setting.of("start"), setting.of("stop"), setting.of("step"))
        if axis == 1:
            return cls(axis, taken)
        first = taken.indices(setting.extents[axis - 2])[0]
        looks = [Window(1)] * len(setting.extents)
        looks[axis - 2] = Window(1, setting.of("step"), -first)
        return cls(axis, taken, tuple(looks))

    def forward(self, *inputs: Array) -> tuple[Array, tuple[int, ...]]:
        """Take them."""
        return inputs[0][self.where], inputs[0].shape

    def backward(self, dout: Array, cache: tuple[int, ...]) -> Gradients:
        """Put 0 where nothing was taken."""
        dx = np.zeros(cache, dout.dtype)
        dx[self.where] = dout
        return (dx,)
