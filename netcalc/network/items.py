"""What a list of layers stands for once it is understood: layers, and what holds lists of them."""

from collections.abc import Iterable, Mapping
from itertools import repeat
from typing import Any, NamedTuple, TypeAlias

from netcalc.layers.base import Layer
from netcalc.layers.written.sharing import Share
from netcalc.layers.written.values import NAME
from netcalc.network.graph import INPUT
from netcalc.problems import Path

References: TypeAlias = tuple[str, ...] | None


class Repeated(NamedTuple):
    """The same layers several times over; `passes` has those of each where they hang on the index of the pass."""

    name: str | None
    from_: References
    times: int
    layers: "tuple[Partial, ...]"
    passes: "tuple[tuple[Partial, ...], ...]" = ()
    kind: str = "repeat"

    def every(self) -> "Iterable[tuple[Partial, ...]]":
        """Give the layers pass by pass."""
        return self.passes or repeat(self.layers, self.times)


class Branch(NamedTuple):
    """One list of layers of a residual or parallel, and its steps in a path."""

    steps: Path
    layers: "tuple[Partial, ...]"


class Branched(NamedTuple):
    """Branches that read the same, in the order in which they are laid flat, and the join that ends them."""

    kind: str
    from_: References
    branches: tuple[Branch, ...]
    join: Layer


class Use(NamedTuple):
    """A block in use: what it was given, its layers with the arguments put in, and where they were written."""

    kind: str
    name: str | None
    from_: References
    given: Mapping[str, Any]
    layers: "tuple[Partial, ...]"
    path: Path
    share: Share | None = None


class NotUnderstood(NamedTuple):
    """Stands where a layer could not be understood, so that what comes after it still can be."""

    kind: str
    name: str | None


class LeftOut(NamedTuple):
    """Stands where an item was left out by its `when`, so that others keep their places; the names it would give."""

    kind: str
    names: tuple[str, ...]


Item: TypeAlias = Layer | Repeated | Branched | Use
Partial: TypeAlias = Item | NotUnderstood | LeftOut


def lists(item: Partial) -> tuple[tuple[Partial, ...], ...]:
    """Give the lists that an item holds."""
    if isinstance(item, Repeated):
        return item.passes or (item.layers,)
    if isinstance(item, Use):
        return (item.layers,)
    return tuple(branch.layers for branch in item.branches) if isinstance(item, Branched) else ()


def written_name(written: object) -> str | None:
    """Give the name among the fields of what could not be read, where it is one."""
    name = written.get("name") if isinstance(written, Mapping) else None
    return name if isinstance(name, str) and NAME.fullmatch(name) and name != INPUT else None
