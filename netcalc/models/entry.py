"""A layer that was read from a file: where it stands in the file's tree of modules, its fields, what it reads."""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

Path: TypeAlias = tuple[str, ...]


class Lent(NamedTuple):
    """Whose arrays a layer uses: the owner's number, perhaps the other way round."""

    owner: int
    turned: bool = False


class Entry(NamedTuple):
    """A layer: the path of its module in the file, its kind and fields, the numbers of what it reads.

    Numbers below 0 are inputs, -1 the first.
    """

    path: Path
    kind: str
    fields: Mapping[str, object]
    reads: tuple[int, ...]
    lent: Lent | None = None


class Placed(NamedTuple):
    """An entry with the name that it has: the parts, those before the last being the groups around it."""

    parts: Path
    entry: Entry
    named: bool
