"""Keras' shapes and axes in the order of our volumes: columns, rows, then the depth."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from netcalc.volume import Volume, checked

FIRST = ("channels_first", "th")


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
    """Turn a shape without its batch into a volume; ValueError where it is none.

    >>> str(volume_of([28, 30, 3], Order(first=False))), str(volume_of([3, 28, 30], Order(first=True)))
    ('30x28x3', '30x28x3')
    """
    if order.first and len(shape) > 2:
        return checked([*reversed(shape[1:]), shape[0]])
    return checked([*reversed(shape[:-1]), shape[-1]])


def extents(given: Any, axes: int) -> list[int]:
    """Give a size along every axis, in a volume's order; Keras writes rows first.

    >>> extents([3, 5], 2), extents(2, 2)
    ([5, 3], [2, 2])
    """
    every = list(given) if isinstance(given, list | tuple) else [given] * axes
    return [int(each) for each in reversed(every)]
