"""A net that contracts and then expands, each level joined to its like: the way down and up, and its bridges."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from netcalc.render.pictures.layout import columns_of
from netcalc.render.pictures.network.parts import Part

LEAST: Final = 2  # bridges: with fewer, it is a branch like others


class Bridge(NamedTuple):
    """What leads from the arm that goes down to the one that goes up: where it starts and ends, and what is on it."""

    start: int
    end: int
    between: tuple[int, ...]


class Valley(NamedTuple):
    """The way through the net, down and up, and its bridges, the outermost first; `bottom` is the last on the left."""

    spine: tuple[int, ...]
    bridges: tuple[Bridge, ...]
    bottom: int


def valley(parts: Sequence[Part]) -> Valley | None:
    """Find the arms and bridges of a net; None where it is not made so."""
    spine = _spine(parts)
    bridges = _bridges(parts, spine)
    if bridges is None or len(bridges) < LEAST:
        return None
    at = {part: place for place, part in enumerate(spine)}
    ends = [(at[bridge.start], at[bridge.end]) for bridge in bridges]
    nested = all(one[0] < other[0] and other[1] < one[1] for one, other in pairwise(ends))
    inner = ends[-1]
    if not nested or inner[1] - inner[0] < LEAST:
        return None
    return Valley(spine, bridges, sum(inner) // 2)


def _spine(parts: Sequence[Part]) -> tuple[int, ...]:
    """Give the longest way from what comes in to what goes out last."""
    rows = columns_of([part.reads for part in parts])
    way = [len(parts) - 1]
    while parts[way[-1]].reads:
        way.append(max(parts[way[-1]].reads, key=rows.__getitem__))
    return tuple(reversed(way))


def _bridges(parts: Sequence[Part], spine: Sequence[int]) -> tuple[Bridge, ...] | None:
    """Give the ways beside the spine, in the order in which they leave it; None where some part is on neither."""
    alone = {each for each, count in Counter(each for part in parts for each in part.reads).items() if count == 1}
    on, made = set(spine), []
    for before, end in pairwise(spine):
        made += [_bridge(parts, read, end, alone - on) for read in parts[end].reads if read != before]
    covered = on.union(*(bridge.between for bridge in made))
    if len(covered) < len(parts) or any(bridge.start not in on for bridge in made):
        return None
    return tuple(sorted(made))


def _bridge(parts: Sequence[Part], read: int, end: int, aside: set[int]) -> Bridge:
    """Go back from the end of a bridge, over parts that stand aside and read one other."""
    way = [read]
    while way[-1] in aside and len(parts[way[-1]].reads) == 1:
        way += parts[way[-1]].reads
    start, *between = reversed(way)
    return Bridge(start, end, tuple(between))
