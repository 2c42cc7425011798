"""Directions in which an array's values are moved: one entry, or every entry, drawn a piece at a time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import prod
from typing import Any, Final, Protocol

import numpy as np

from netcalc.reference.tape.gate import Array

PIECE: Final = 1 << 20  # entries drawn at once
LARGE: Final = 1 << 22  # beyond, a copy is too much
BYTE: Final = 1.0 - 2.0 * np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1)  # a sign a bit: (256, 8)


class Direction(Protocol):
    """A way to go from where an array is."""

    def add(self, x: Array, step: float) -> None:
        """Move x, in place, by so long a step."""

    def along(self, gradient: Array) -> float:
        """Give how much a gradient promises for a step of 1."""


class Unit:
    """One entry alone."""

    def __init__(self, place: tuple[int, ...]) -> None:
        """Move this entry."""
        self.place = place

    def add(self, x: Array, step: float) -> None:
        """Move it, in place."""
        x[self.place] += step

    def along(self, gradient: Array) -> float:
        """Give its gradient."""
        return float(gradient[self.place])


class Signs:
    """Every entry as far, up or down by chance: the same ones again for the same seed."""

    def __init__(self, seed: int | Sequence[int]) -> None:
        """Draw from this seed."""
        self.seed = seed

    def _pieces(self, shape: tuple[int, ...]) -> Iterator[tuple[Any, Array]]:
        """Go through an array: where a piece lies, and its signs."""
        rng = np.random.default_rng(self.seed)
        for cut in _cuts(shape):
            inner = shape if cut == () else (cut.stop - cut.start, *shape[1:])
            yield cut, signs(inner, rng)

    def add(self, x: Array, step: float) -> None:
        """Move all, in place."""
        for cut, drawn in self._pieces(x.shape):
            x[cut] += step * drawn

    def along(self, gradient: Array) -> float:
        """Add up the gradients, each by its sign."""
        return sum(float(np.vdot(gradient[cut], drawn)) for cut, drawn in self._pieces(gradient.shape))


def _cuts(shape: tuple[int, ...]) -> Iterator[Any]:
    """Cut an array along its first axis, where it has one."""
    if not shape:
        yield ()
        return
    rows = max(1, PIECE // max(1, prod(shape[1:])))
    for start in range(0, shape[0], rows):
        yield slice(start, min(start + rows, shape[0]))


def signs(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Draw as many 1 and -1, from a bit each."""
    size = prod(shape)
    drawn = np.frombuffer(rng.bytes(-(-size // 8)), np.uint8)
    return BYTE.take(drawn, axis=0).reshape(-1)[:size].reshape(shape)


@contextmanager
def shifted(x: Array, direction: Direction, step: float, *, own: bool) -> Iterator[Array]:
    """Give an array that is moved: a copy, or, where it is large and nobody else's, itself, moved back after."""
    moved = x if own and x.size > LARGE else np.array(x)
    direction.add(moved, step)
    yield moved
    if moved is x:
        direction.add(x, -step)
