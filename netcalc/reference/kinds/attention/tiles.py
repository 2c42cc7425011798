"""Tiles of a map (Swin): rolled, cut, put back; which positions of a tile belong together; offsets between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from netcalc.reference.tape.gate import Array


@dataclass(frozen=True, slots=True)
class Tiles:
    """How a map is cut: its extents, a tile's, the shift, in the order of an array's axes. One tile is the map."""

    extents: tuple[int, ...]
    tile: tuple[int, ...]
    shift: tuple[int, ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """How many tiles lie along each axis."""
        return tuple(W // w for W, w in zip(self.extents, self.tile, strict=True))

    @property
    def positions(self) -> int:
        """How many positions a tile has."""
        return prod(self.tile)

    @property
    def rolls(self) -> tuple[int, ...]:
        """How far each axis is rolled: not at all where one tile covers it."""
        return tuple(s if n > 1 else 0 for s, n in zip(self.shift, self.counts, strict=True))

    def cut(self, x: Array) -> Array:
        """Give the positions tile by tile: (N, D, *W) in, (N·tiles, positions, D) out."""
        n, axes = len(self.extents), tuple(range(2, x.ndim))
        x = np.roll(x, tuple(-s for s in self.rolls), axes) if any(self.rolls) else x
        split = [part for pair in zip(self.counts, self.tile, strict=True) for part in pair]
        x = x.reshape(*x.shape[:2], *split)  # (N, D, W/w, w, ...)
        x = x.transpose(0, *range(2, 2 * n + 2, 2), *range(3, 2 * n + 3, 2), 1)  # (N, W/w, ..., w, ..., D)
        return x.reshape(-1, prod(self.tile), x.shape[-1])

    def put_back(self, tokens: Array) -> Array:
        """Undo the cut: (N·tiles, positions, D) in, (N, D, *W) out."""
        n = len(self.extents)
        x = tokens.reshape(-1, *self.counts, *self.tile, tokens.shape[-1])
        pairs = [place for axis in range(n) for place in (1 + axis, 1 + n + axis)]
        x = x.transpose(0, 2 * n + 1, *pairs).reshape(len(x), tokens.shape[-1], *self.extents)
        return np.roll(x, self.rolls, tuple(range(2, x.ndim))) if any(self.rolls) else x

    @property
    def regions(self) -> Array | None:
        """Which part of the map each position comes from, (tiles, positions); None where nothing was rolled.

        What was rolled in from the other side of the map is no neighbour (Liu et al. 2021).
        """
        if not any(self.rolls):
            return None
        region = np.zeros((1, 1, *self.extents), np.int64)
        for axis, (W, s) in enumerate(zip(self.extents, self.rolls, strict=True)):
            wrapped = (np.arange(W) < s).astype(np.int64) << axis
            region += wrapped.reshape([-1 if place == axis else 1 for place in range(len(self.extents))])
        return self.cut(region)[..., 0]


def offsets(tile: Sequence[int], asking: Array) -> Array:
    """Give each offset of some queries from every key, 1 - w to w - 1 along an axis, a number: (queries, positions)."""
    places = np.indices(tuple(tile)).reshape(len(tile), prod(tile))  # (axes, positions)
    found = np.zeros((len(asking), prod(tile)), np.int64)
    for w, along in zip(tile, places, strict=True):
        found = found * (2 * w - 1) + along[asking][:, None] - along + w - 1
    return found
