"""An array of a file: its name, its type and shape, and where its bytes lie."""

import re
from collections.abc import Sequence
from math import prod
from typing import Final, NamedTuple

from netcalc.files.damaged import Damaged

MOST_ARRAYS: Final = 100_000
MOST_AXES: Final = 64
MOST_EXTENT: Final = 10**12
UNCOUNTED: Final = "num_batches_tracked"
BEFORE: Final = re.compile(r"^(?:(?:module|model|state_dict|_orig_mod|net|network)\.)+")  # tools put it there


class Array(NamedTuple):
    """One array: `dtype` in PyTorch's words; `member` and `start`, in bytes, say where it lies.

    `same` is what two names of one array have in common; `learned` is None where the file does not say.
    """

    name: str
    dtype: str
    shape: tuple[int, ...]
    member: str = ""
    start: int = 0
    same: str = ""
    learned: bool | None = None
    strides: tuple[int, ...] | None = None

    @property
    def size(self) -> int:
        """How many numbers it holds."""
        return prod(self.shape)


def shape_of(name: str, extents: object) -> tuple[int, ...]:
    """Check the shape that a file gives an array; Damaged where it is none."""
    if not isinstance(extents, list | tuple) or len(extents) > MOST_AXES:
        message = f"the shape of {name[:80]} is no list of extents"
        raise Damaged(message)
    if any(type(extent) is not int or not 0 <= extent <= MOST_EXTENT for extent in extents):
        message = f"the shape of {name[:80]} has an extent that is no whole number from 0 up"
        raise Damaged(message)
    return tuple(extents)


def own(arrays: Sequence[Array]) -> tuple[Array, ...]:
    """Leave out what is no array of a layer: counts of batches, second names; and what stands before every name."""
    seen: set[str] = set()
    found = []
    for array in arrays:
        if array.name.endswith(UNCOUNTED) or (array.same and array.same in seen):
            continue
        seen.add(array.same)
        found.append(array)
    before = [BEFORE.match(array.name) for array in found]
    if found and all(before) and len({met[0] for met in before if met}) == 1:
        return tuple(array._replace(name=BEFORE.sub("", array.name)) for array in found)
    return tuple(found)
