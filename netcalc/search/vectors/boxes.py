"""Boxes of variants: of each unknown some values; cut into pieces of a size, parted where variants differ in kind."""

from collections.abc import Iterator
from math import prod
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from netcalc.search.asking.space import Space
from netcalc.search.asking.unknowns import Unknown
from netcalc.search.vectors.columns.many import many
from netcalc.search.vectors.columns.parting import Mask

Places: TypeAlias = npt.NDArray[np.int64]


class Box(NamedTuple):
    """Variants: of each unknown the places of some values in its range."""

    places: tuple[Places, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """How many values of each unknown there are."""
        return tuple(map(len, self.places))

    @property
    def size(self) -> int:
        """How many variants there are."""
        return prod(self.shape)

    def settings(self, space: Space) -> dict[str, Any]:
        """Give each unknown a column of its values, along an axis of its own; a value where there is one."""
        return {unknown.name: self._column(axis, unknown) for axis, unknown in enumerate(space.unknowns)}

    def _column(self, axis: int, unknown: Unknown) -> Any:
        values = [unknown.values[place] for place in self.places[axis].tolist()]
        if len(values) == 1:
            return values[0]
        shape = [1] * len(self.places)
        shape[axis] = len(values)
        return many(np.array(values, np.int64).reshape(shape))

    def lone(self, lane: tuple[int, ...], space: Space) -> dict[str, Any]:
        """Give the values of one variant, by the place of each in the box."""
        return {
            unknown.name: unknown.values[int(places[at])]
            for unknown, places, at in zip(space.unknowns, self.places, lane, strict=True)
        }

    def numbers(self, space: Space) -> Places:
        """Give the numbers of its variants, in its shape."""
        made: Any = np.zeros((), np.int64)
        for axis, unknown in enumerate(space.unknowns):
            shape = [1] * len(self.places)
            shape[axis] = -1
            made = made * len(unknown.values) + self.places[axis].reshape(shape)
        return np.broadcast_to(made, self.shape)

    def without(self, axis: int, kept: Any) -> "Box":
        """Give the box with some of the values along an axis."""
        return Box((*self.places[:axis], self.places[axis][kept], *self.places[axis + 1 :]))


def mixed(space: Space, box: Box) -> int | None:
    """Give an axis whose values are no whole numbers, and so no column; None where all are."""
    for axis, unknown in enumerate(space.unknowns):
        places = box.places[axis]
        if len(places) > 1 and not all(type(unknown.values[place]) is int for place in places.tolist()):
            return axis
    return None


def singly(box: Box, axis: int) -> Iterator[Box]:
    """Part a box by each value along an axis."""
    return (box.without(axis, slice(at, at + 1)) for at in range(len(box.places[axis])))


def shortest(box: Box) -> int | None:
    """Give the axis with fewest values, of those with several; None where there is none."""
    several = [axis for axis, places in enumerate(box.places) if len(places) > 1]
    return min(several, key=lambda axis: len(box.places[axis]), default=None)


def parted(box: Box, mask: Mask) -> Iterator[Box]:
    """Part a box along an axis so that the mask varies along fewer: values alike under it stay together.

    Of the axes along which the mask varies it is the one that makes fewest parts.
    """
    ways = ((axis, _alike(mask, axis)) for axis in range(mask.ndim) if mask.shape[axis] > 1)
    axis, alike = min(((axis, each) for axis, each in ways if each.any()), key=lambda way: int(way[1].max()))
    return (box.without(axis, np.flatnonzero(alike == each)) for each in range(int(alike.max()) + 1))


def _alike(mask: Mask, axis: int) -> Places:
    """Give the values along an axis numbers, one to those under which the mask is alike."""
    rows = np.moveaxis(mask, axis, 0).reshape(mask.shape[axis], -1)
    _, alike = np.unique(rows, axis=0, return_inverse=True)
    return alike.reshape(-1)


def cut(space: Space, most: int) -> Iterator[tuple[tuple[int, int], ...]]:
    """Cut all variants into boxes of so many at most, in their order: the ends of the places along each axis."""
    sizes = [len(unknown.values) for unknown in space.unknowns]
    axis = len(sizes)
    while axis and prod(sizes[axis - 1 :]) <= most:
        axis -= 1
    whole = [(0, size) for size in sizes[axis:]]
    if not axis:
        yield tuple(whole)
        return
    axis -= 1
    step = max(1, most // prod(sizes[axis + 1 :]))
    for outer in np.ndindex(*sizes[:axis]):
        fixed = [(at, at + 1) for at in outer]
        for start in range(0, sizes[axis], step):
            yield (*fixed, (start, min(start + step, sizes[axis])), *whole)


def box_of(ends: tuple[tuple[int, int], ...]) -> Box:
    """Give the box between these ends."""
    return Box(tuple(np.arange(start, stop) for start, stop in ends))
