"""Keras' shapes and axes in the order of our volumes: columns, rows, then the depth."""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any, Final, NamedTuple, TypeAlias

from netcalc.volume import MOST_AXES, Volume, checked

Shape: TypeAlias = tuple[int, ...]
FIRST: Final = ("channels_first", "th")


class Order(NamedTuple):
    """Where the channels stand in a model's shapes: first, or last as Keras has it by itself."""

    first: bool

    @classmethod
    def of(cls, model: Mapping[str, Any]) -> "Order":
        """Find it: the layers that have channels say it."""
        return cls(_says_first(model.get("config"), 0))

    def axis(self, place: int, axes: int) -> str | int:
        """Give an axis of a shape (0 is the batch, -1 the last) as one of a volume with so many."""
        place = place + axes + 1 if place < 0 else place
        deep = 1 if self.first and axes > 1 else axes
        if place == deep:
            return "depth"
        return axes - place if self.first else axes - 1 - place


def _says_first(found: Any, depth: int) -> bool:
    """Look for a layer that says that its channels come first."""
    if depth > 12:
        return False
    if isinstance(found, Mapping):
        if found.get("data_format") in FIRST or found.get("dim_ordering") in FIRST:
            return True
        return any(_says_first(each, depth + 1) for each in found.values() if isinstance(each, Mapping | list))
    if isinstance(found, list):
        return any(_says_first(each, depth + 1) for each in found if isinstance(each, Mapping | list))
    return False


def volume_of(shape: Sequence[int], order: Order) -> Volume:
    """Turn a shape without its batch into a volume; the first of too many axes are one. ValueError where it is none.

    >>> str(volume_of([28, 30, 3], Order(first=False))), str(volume_of([3, 28, 30], Order(first=True)))
    ('30x28x3', '30x28x3')
    >>> str(volume_of([], Order(first=False))), str(volume_of([4, 5, 6, 7, 8], Order(first=False)))
    ('1', '7x6x20x8')
    """
    if order.first and len(shape) > 2:
        shape = (*shape[1:], shape[0])
    spare = len(shape) - 1 - MOST_AXES
    if spare > 0:
        shape = (prod(shape[: spare + 1]), *shape[spare + 1 :])
    return checked([*reversed(shape[:-1]), shape[-1]] if shape else [1])


def shape_of(volume: Volume, order: Order) -> Shape:
    """Turn a volume into a shape without a batch.

    >>> shape_of(Volume((30, 28, 3)), Order(first=False)), shape_of(Volume((30, 28, 3)), Order(first=True))
    ((28, 30, 3), (3, 28, 30))
    """
    if order.first and len(volume) > 2:
        return (volume.depth, *reversed(volume.spatial))
    return (*reversed(volume.spatial), volume.depth)


def extents(given: Any, axes: int) -> list[int]:
    """Give a size along every axis, in a volume's order; Keras writes rows first.

    >>> extents([3, 5], 2), extents(2, 2)
    ([5, 3], [2, 2])
    """
    every = list(given) if isinstance(given, list | tuple) else [given] * axes
    return [int(each) for each in reversed(every)]
