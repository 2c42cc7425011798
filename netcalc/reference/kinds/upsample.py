"""Upsampling: values repeated, or on the straight lines between their neighbours."""

from collections.abc import Sequence

import numpy as np

from netcalc.reference.kinds.mapped import Line, Mapped
from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting
from netcalc.reference.windows.window import Window
from netcalc.reference.windows.written import per_axis


class Upsample(Gate):
    """Each value repeated along every axis: (N, D, *fW)."""

    def __init__(self, factors: Sequence[int]) -> None:
        """Repeat so often along each axis."""
        self.factors = tuple(factors)
        self.window = tuple(Window(f, f, transposed=True) for f in self.factors)

    @classmethod
    def at(cls, setting: Setting) -> Gate:
        """Take the layer's factors; to other extents, or bilinear, the sum that makes each value."""
        bilinear = setting.of("mode") == "bilinear"
        if setting.of("factor") is not None and not bilinear:
            return cls(per_axis(setting, "factor"))
        rule = straight if bilinear else nearest
        return Mapped([rule(W, n) for W, n in zip(setting.extents, _made(setting), strict=True)])

    def forward(self, *inputs: Array) -> tuple[Array, tuple[int, ...]]:
        """Repeat."""
        out = inputs[0]
        for axis, factor in enumerate(self.factors, start=2):
            out = out.repeat(factor, axis=axis)
        return out, inputs[0].shape

    def backward(self, dout: Array, cache: tuple[int, ...]) -> Gradients:
        """Add up over the repeats."""
        split = (part for pair in zip(cache[2:], self.factors, strict=True) for part in pair)
        repeats = tuple(range(3, 3 + 2 * len(self.factors), 2))
        return (dout.reshape(*cache[:2], *split).sum(axis=repeats),)  # (N, D, W, f, H, f)


def _made(setting: Setting) -> tuple[int, ...]:
    """Give the extents that come out, in the order of an array's axes."""
    if setting.of("to") is not None:
        return tuple(reversed(setting.given[-1].spatial))
    if setting.of("size") is not None:
        return per_axis(setting, "size")
    return tuple(W * f for W, f in zip(setting.extents, per_axis(setting, "factor"), strict=True))


def nearest(W: int, n: int) -> Line:
    """Let each of n values take one of W: value floor(i·W/n)."""
    return Line(W, np.array([i * W // n for i in range(n)]), np.ones((n, 1)))


def straight(W: int, n: int) -> Line:
    """Let each of n values take of the two around (i + 1/2)·W/n - 1/2, by nearness; at the ends, the one."""
    first, weights = [], []
    for i in range(n):
        place, part = divmod(max(0, (2 * i + 1) * W - n), 2 * n)  # in 2n-ths of a pixel
        share = part / (2 * n) if place < W - 1 else 0
        first.append(min(place, W - 1))
        weights.append((1 - share, share))
    return Line(W, np.array(first), np.array(weights))
