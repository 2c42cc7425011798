"""Where a layer stands in the spec that is written: its name, with those of the blocks around it."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from netcalc.models.source.spec.names import Names
from netcalc.models.source.spec.steps import Step
from netcalc.models.source.tree import Item, Loop, Use, first


class Scope(NamedTuple):
    """A list of the spec: what stands in it, the steps that it is written in, their names."""

    items: Sequence[Item]
    made: Sequence[Step]
    names: Names


Inside = Callable[[Use], Scope]


def path(node: int, items: Sequence[Item], scope: Scope, inside: Inside) -> tuple[str, ...]:
    """Give the names that lead to a layer that stands among items, which are written as a list; the outermost first."""
    around = next(pair for pair in zip(scope.items, items, strict=True) if node <= pair[1].makes)
    passed, number, (written, item) = _passed(*around, node)
    name = scope.names.numbered(written.makes, passed)
    return (name, *(path(number, item.items, inside(item), inside) if isinstance(item, Use) else ()))


def _passed(written: Item, item: Item, node: int) -> tuple[int, int, tuple[Item, Item]]:
    """Go into a repeat: the number of the pass, the layer in the first pass, and what it stands in there."""
    if not isinstance(item, Loop) or not isinstance(written, Loop):
        return 0, node, (written, item)
    passed, within = divmod(node - first(item), length(item))
    node = first(item) + within
    pairs = zip(written.items, item.items, strict=True)
    return passed, node, next(pair for pair in pairs if node <= pair[1].makes)


def path_of_use(group: str, items: Sequence[Item], scope: Scope, inside: Inside) -> tuple[str, ...]:
    """Give the names that lead to a block in use that was a group of the network; none where it is none any more."""
    for written, item in _pairs(scope.items, items):
        if isinstance(item, Use):
            name = scope.names.called[written.makes]
            if item.group == group:
                return (name,)
            below = path_of_use(group, item.items, inside(item), inside) if group.startswith(f"{item.group}.") else ()
            if below:
                return (name, *below)
    return ()


def _pairs(written: Sequence[Item], items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    for one, item in zip(written, items, strict=True):
        if isinstance(one, Loop) and isinstance(item, Loop):
            yield from _pairs(one.items, item.items)
        else:
            yield one, item


def length(loop: Loop) -> int:
    """Give how many layers stand in a pass."""
    return loop.items[-1].makes - first(loop) + 1
