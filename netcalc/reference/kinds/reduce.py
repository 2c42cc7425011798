"""Reductions: all values along some axes become one, which stays as an axis of 1."""

from collections.abc import Callable, Sequence
from math import prod
from typing import Any, Final

import numpy as np

from netcalc.reference.kinds.join import array_axis
from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting
from netcalc.reference.windows.window import Window


class Reduce(Gate):
    """The mean of the values along some axes: (N, D, *W) in, extents of 1 out."""

    def __init__(self, axes: Sequence[int], looks: tuple[Window, ...] | None = None) -> None:
        """Reduce these axes of the arrays."""
        self.axes = tuple(axes)
        self.looks = looks

    @classmethod
    def at(cls, setting: Setting) -> "Reduce":
        """Take the layer's axes and its operation."""
        given = setting.given[0]
        over = {"depth": ("depth",), "space": range(len(given) - 1)}.get(setting.of("over"), setting.of("over"))
        axes = tuple(array_axis(each, given) for each in over)
        looks = [Window(W, W) if at in axes else Window(1) for at, W in enumerate(setting.extents, start=2)]
        return OPERATIONS[setting.of("op")](axes, None if set(axes) <= {1} else tuple(looks))

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Take the mean."""
        return inputs[0].mean(axis=self.axes, keepdims=True), inputs[0].shape

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Give each value its share."""
        return (np.broadcast_to(dout / prod(cache[axis] for axis in self.axes), cache),)


class Total(Reduce):
    """The sum of the values along some axes."""

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Add up."""
        return inputs[0].sum(axis=self.axes, keepdims=True), inputs[0].shape

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Hand the gradient on to each."""
        return (np.broadcast_to(dout, cache),)


class Length(Reduce):
    """The root of the sum of the squares along some axes; at 0 its gradient is 0."""

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Take the length."""
        out = np.sqrt(np.square(inputs[0]).sum(axis=self.axes, keepdims=True))
        return out, (inputs[0], out)

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Give x over the length."""
        x, out = cache
        return (dout * x / np.where(out == 0, 1, out),)


class Largest(Reduce):
    """The largest of the values along some axes, on a tie the first."""

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Find it."""
        rows, back = _rows(inputs[0], self.axes)
        winner = rows.argmax(axis=-1)[..., None]  # (kept, 1)
        out = np.take_along_axis(rows, winner, axis=-1)
        made = tuple(1 if axis in self.axes else W for axis, W in enumerate(inputs[0].shape))
        return out.reshape(made), (winner, rows.shape, back)

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Send the gradient to the one that won."""
        winner, shape, back = cache
        drows = np.zeros(shape, dout.dtype)
        np.put_along_axis(drows, winner, dout.reshape(*shape[:-1], 1), axis=-1)
        return (back(drows),)

    def choices(self, cache: Any) -> Array:
        """Say which one won."""
        return np.asarray(cache[0])


def _rows(x: Array, axes: Sequence[int]) -> tuple[Array, Callable[[Array], Array]]:
    """Put what is reduced in rows, (kept, reduced); and say how rows are put back."""
    order = [axis for axis in range(x.ndim) if axis not in axes] + sorted(axes)
    turned = x.transpose(order)
    kept = turned.shape[: x.ndim - len(axes)]

    def back(rows: Array) -> Array:
        return rows.reshape(turned.shape).transpose(np.argsort(order))

    return turned.reshape(*kept, -1), back


OPERATIONS: Final[dict[str, type[Reduce]]] = {"mean": Reduce, "sum": Total, "max": Largest, "l2": Length}
