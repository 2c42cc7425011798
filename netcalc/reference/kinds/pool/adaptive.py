"""Adaptive pools: n windows share the W pixels of an axis out, window i from floor(i·W/n) to ceil((i + 1)·W/n)."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from netcalc.reference.kinds.mapped import Line, Mapped
from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting
from netcalc.reference.windows.written import per_axis

Cache: TypeAlias = tuple[tuple[int, ...], Array]


class AdaptivePool(Gate):
    """What the two ways of pooling share; `at` gives the way that the layer says."""

    @classmethod
    def at(cls, setting: Setting) -> Gate:
        """Make the layer's kind of pool: a mean over a box is a mean along each of its axes."""
        cuts = [shares(W, n) for W, n in zip(setting.extents, per_axis(setting, "size"), strict=True)]
        if setting.of("op") == "max":
            return AdaptiveMax(cuts)
        return Mapped(list(map(_means, cuts)))


def shares(W: int, n: int) -> list[slice]:
    """Give the pixels of each of n windows over W."""
    return [slice(i * W // n, -(-(i + 1) * W // n)) for i in range(n)]


def _means(cuts: list[slice]) -> Line:
    """Weigh the pixels of each window alike."""
    wide = np.array([cut.stop - cut.start for cut in cuts])
    weights = (np.arange(wide.max()) < wide[:, None]) / wide[:, None]  # (n, k)
    return Line(cuts[-1].stop, np.array([cut.start for cut in cuts]), weights)


def mean_of(largest: "AdaptiveMax") -> Mapped:
    """Give the mean over the same windows."""
    return Mapped(list(map(_means, largest.cuts)))


class AdaptiveMax(Gate):
    """The largest value of each window, on a tie the first: (N, D, *n)."""

    def __init__(self, cuts: list[list[slice]]) -> None:
        """Take the windows along each axis."""
        self.cuts = cuts

    @property
    def regular(self) -> bool:
        """Say no: windows may be of unlike extents."""
        return False

    def below(self, places: Sequence[set[int]]) -> list[set[int]]:
        """Give the pixels of the windows."""
        return mean_of(self).below(places)

    def forward(self, *inputs: Array) -> tuple[Array, Cache]:
        """Find the largest of each window, and where it stands among all pixels."""
        x = inputs[0]
        counts = tuple(map(len, self.cuts))
        places = np.arange(x[0, 0].size).reshape(x.shape[2:])
        winner = np.empty((*x.shape[:2], *counts), np.intp)
        for at in np.ndindex(*counts):
            box = tuple(cut[i] for cut, i in zip(self.cuts, at, strict=True))
            flat = x[(slice(None), slice(None), *box)].reshape(*x.shape[:2], -1)  # (N, D, pixels)
            winner[(slice(None), slice(None), *at)] = places[box].reshape(-1)[flat.argmax(axis=-1)]
        flat = x.reshape(*x.shape[:2], -1)
        out = np.take_along_axis(flat, winner.reshape(*x.shape[:2], -1), axis=-1)
        return out.reshape(winner.shape), (x.shape, winner)

    def backward(self, dout: Array, cache: Cache) -> Gradients:
        """Send each gradient to the value that won; one may win several windows."""
        shape, winner = cache
        dflat = np.zeros((shape[0] * shape[1], int(np.prod(shape[2:]))), dout.dtype)
        rows = np.arange(len(dflat))[:, None]
        np.add.at(dflat, (rows, winner.reshape(len(dflat), -1)), dout.reshape(len(dflat), -1))
        return (dflat.reshape(shape),)

    def choices(self, cache: Cache) -> Array:
        """Say which pixel won."""
        return cache[1]
