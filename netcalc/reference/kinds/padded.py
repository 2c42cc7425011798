"""Padding with pixels of the volume once more: reflected, replicated, or from the other end."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final, TypeAlias

import numpy as np

from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting, Shapes
from netcalc.reference.windows.window import Lane, Window, lay
from netcalc.reference.windows.written import sliding
from netcalc.volume import Volume

Made: TypeAlias = Callable[[tuple[Window, ...]], Gate]
# Where pixel p lies that stands outside of 0 ... W - 1, by the mode.
PLACES: Final[dict[str, Callable[[Array, int], Array]]] = {
    "reflect": lambda p, W: W - 1 - np.abs(W - 1 - np.abs(p)),
    "replicate": lambda p, W: np.clip(p, 0, W - 1),
    "circular": lambda p, W: p % W,
}


def padding(setting: Setting, made: Made) -> Gate:
    """Make a gate that slides the layer's window, over zeros or over what its `pad_mode` says."""
    window, mode = sliding(setting), setting.of("pad_mode")
    return made(window) if mode == "zeros" else Padded(setting, mode, window, made)


class Padded(Gate):
    """A gate on a padded copy of x, (N, D, *span): pixels of x by their places, zeros beyond the padding."""

    def __init__(self, setting: Setting, mode: str, window: tuple[Window, ...], made: Made) -> None:
        """Pad so that the window goes as often as it goes over zeros, then let the gate slide without padding."""
        self.window, self.depth = window, setting.depth
        lanes = [lay(W, one) for W, one in zip(setting.extents, window, strict=True)]
        self.extents = tuple(lane.span for lane in lanes)
        self.places = [_places(lane, one, mode) for lane, one in zip(lanes, window, strict=True)]
        self.gate = made(tuple(one._replace(before=0, after=0, ceil=False) for one in window))
        self.plain = made(window)

    @property
    def multiplications(self) -> int:
        """The multiplications by weights since the gate was made."""
        return self.gate.multiplications

    def shapes(self, setting: Setting) -> Shapes:
        """Need what the gate needs on the padded copy."""
        return self.gate.shapes(replace(setting, given=(Volume((*reversed(self.extents), self.depth)),)))

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Pad, and go on."""
        x, *learned = inputs
        wide = x
        for axis, places in enumerate(self.places, start=2):
            wide = wide.take(places, axis) * _inside(places, axis, x.ndim, x.dtype)
        out, cache = self.gate.forward(wide, *learned)
        return out, (cache, x.shape)

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Add the gradient of each copy into the pixel that it is a copy of."""
        inner, shape = cache
        dwide, *dlearned = self.gate.backward(dout, inner)
        dx = np.asarray(dwide)
        for axis, places in enumerate(self.places, start=2):
            dx = _added(dx * _inside(places, axis, dx.ndim, dx.dtype), places, axis, shape[axis])
        return dx, *dlearned


def _places(lane: Lane, window: Window, mode: str) -> Array:
    """Give the pixel that stands at each place of the span; -1 beyond the padding."""
    p = np.arange(lane.span) - window.before
    return np.where(p < lane.W + window.after, PLACES[mode](p, lane.W), -1)


def _inside(places: Sequence[int] | Array, axis: int, axes: int, dtype: Any) -> Array:
    """Give 1 where a pixel stands, 0 beyond the padding, along this axis."""
    shape = [1] * axes
    shape[axis] = -1
    return (np.asarray(places) >= 0).astype(dtype).reshape(shape)


def _added(dwide: Array, places: Array, axis: int, W: int) -> Array:
    """Add up along an axis what belongs to each of W pixels."""
    back = np.moveaxis(dwide, axis, 0)
    dx = np.zeros((W, *back.shape[1:]), dwide.dtype)
    np.add.at(dx, places, back)  # -1 adds the zeros of what lies beyond
    return np.moveaxis(dx, 0, axis)
