"""Kinds that rearrange values: (N, D, *W) in, the same values out, in other places."""

from collections.abc import Sequence

import numpy as np

from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting
from netcalc.reference.windows.window import Window
from netcalc.reference.windows.written import Margins, margins, per_axis


class Flatten(Gate):
    """All values of an example in a row: (N, D·W)."""

    def forward(self, *inputs: Array) -> tuple[Array, tuple[int, ...]]:
        """Lay the values out, slice by slice."""
        return inputs[0].reshape(len(inputs[0]), -1), inputs[0].shape

    def backward(self, dout: Array, cache: tuple[int, ...]) -> Gradients:
        """Put the gradients back in shape."""
        return (dout.reshape(cache),)


class ZeroPad(Gate):
    """Zeros put around: (N, D, *(before + W + after))."""

    def __init__(self, around: Sequence[Margins]) -> None:
        """Pad by what is before and after each axis."""
        self.around = tuple(around)
        self.window = tuple(Window(1, before=before, after=after) for before, after in around)

    @classmethod
    def at(cls, setting: Setting) -> "ZeroPad":
        """Take the layer's padding."""
        return cls(margins(setting, "pad"))

    def forward(self, *inputs: Array) -> tuple[Array, tuple[int, ...]]:
        """Pad."""
        return np.pad(inputs[0], ((0, 0), (0, 0), *self.around)), inputs[0].shape

    def backward(self, dout: Array, cache: tuple[int, ...]) -> Gradients:
        """Take the padding off."""
        inside = (slice(before, before + W) for (before, _), W in zip(self.around, cache[2:], strict=True))
        return (dout[(slice(None), slice(None), *inside)],)


class Crop(Gate):
    """Pixels taken off the sides: (N, D, *(W - before - after))."""

    def __init__(self, around: Sequence[Margins]) -> None:
        """Take so many pixels off before and after each axis."""
        self.around = tuple(around)
        self.window = tuple(Window(1, before=-before, after=-after) for before, after in around)

    @classmethod
    def at(cls, setting: Setting) -> "Crop":
        """Take the layer's margins; or what lies around as many pixels as another layer has."""
        if setting.of("to") is None:
            return cls(margins(setting, "margin"))
        left = reversed(setting.given[-1].spatial)
        starts = zip(per_axis(setting, "start"), left, setting.extents, strict=True)
        return cls([(start, W - start - kept) for start, kept, W in starts])

    def _inside(self, extents: Sequence[int]) -> tuple[slice, ...]:
        kept = (slice(before, W - after) for (before, after), W in zip(self.around, extents, strict=True))
        return (slice(None), slice(None), *kept)

    def forward(self, *inputs: Array) -> tuple[Array, tuple[int, ...]]:
        """Cut."""
        return inputs[0][self._inside(inputs[0].shape[2:])], inputs[0].shape

    def backward(self, dout: Array, cache: tuple[int, ...]) -> Gradients:
        """Put 0 where pixels were cut off."""
        dx = np.zeros(cache, dout.dtype)
        dx[self._inside(cache[2:])] = dout
        return (dx,)
