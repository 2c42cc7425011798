"""A graph laid out in columns from left to right, in layers: who stands above whom, at what height (Sugiyama 1981)."""

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

SWEEPS: Final = 12
MOST_SORTED: Final = 5_000  # points; above it, the first order stands
THIN: Final = 0.6  # the room of a wire that passes, a node's being 1
PORT: Final = 0.14  # how far from a node's middle the first and the last of its wires enter

Point: TypeAlias = tuple[int, int]  # a node, and the column in which its wire passes
End: TypeAlias = tuple[Point, float]  # where a wire ends, and how far above or below the middle
Neighbours: TypeAlias = tuple[dict[Point, list[End]], dict[Point, list[End]]]  # on the left, on the right


@dataclass(frozen=True, slots=True)
class Layout:
    """The column and height of every node, and of every column that a node's wire passes."""

    columns: tuple[int, ...]
    heights: dict[Point, float]
    last: tuple[int, ...]


def columns_of(reads: Sequence[Sequence[int]]) -> list[int]:
    """Give the column of each node: one more than of what it reads; those that read nothing stand on the left."""
    columns: list[int] = []
    for read in reads:
        columns.append(1 + max((columns[each] for each in read), default=-1))
    return columns


def ports(count: int) -> tuple[float, ...]:
    """Say how far from a node's middle its wires enter, the first one uppermost.

    >>> ports(1), ports(2)
    ((0.0,), (-0.14, 0.14))
    """
    return tuple(PORT * (2 * place / (count - 1) - 1) if count > 1 else 0.0 for place in range(count))


def layout(reads: Sequence[Sequence[int]], columns: Sequence[int] | None = None, *, thin: float = THIN) -> Layout:
    """Lay out nodes, each given as the earlier nodes that it reads, in order; `columns` are those of the nodes.

    `thin` is the room of a wire that passes a column, a node's being 1.
    """
    columns = columns_of(reads) if columns is None else columns
    last = list(columns)
    for node, read in enumerate(reads):
        for each in read:
            last[each] = max(last[each], columns[node] - 1)
    layers = _first_order(reads, columns, last)
    neighbours = _neighbours(reads, columns, last)
    if sum(map(len, layers)) <= MOST_SORTED:
        layers = _sorted(layers, neighbours)
    return Layout(tuple(columns), _heights(layers, neighbours, columns, thin), tuple(last))


def _first_order(reads: Sequence[Sequence[int]], columns: Sequence[int], last: Sequence[int]) -> list[list[Point]]:
    """Order each column as the expression is written; for a tree nothing crosses."""
    layers: list[list[Point]] = [[] for _ in range(max(columns, default=0) + 1)]
    seen: set[int] = set()
    for start in reversed(range(len(reads))):  # what nobody reads, the output first
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                for column in range(columns[node], last[node] + 1):
                    layers[column].append((node, column))
                waiting += reversed(reads[node])
    return layers


def _neighbours(reads: Sequence[Sequence[int]], columns: Sequence[int], last: Sequence[int]) -> Neighbours:
    """Give, for every point, those it is wired to on its left and on its right."""
    left: dict[Point, list[End]] = {}
    right: dict[Point, list[End]] = {}
    for node in range(len(reads)):
        for at in range(columns[node], last[node]):
            right.setdefault((node, at), []).append(((node, at + 1), 0.0))
            left.setdefault((node, at + 1), []).append(((node, at), 0.0))
    for node, read in enumerate(reads):
        for each, port in zip(read, ports(len(read)), strict=True):
            one, other = (each, columns[node] - 1), (node, columns[node])
            right.setdefault(one, []).append((other, port))
            left.setdefault(other, []).append((one, -port))
    return left, right


def _sorted(layers: list[list[Point]], neighbours: Neighbours) -> list[list[Point]]:
    """Sweep to and fro, sorting each column by the middle of its neighbours; keep the order that crosses least."""
    best, fewest = layers, crossings(layers, neighbours[1])
    now = [list(layer) for layer in layers]
    for sweep in range(SWEEPS):
        if not fewest:
            break
        forward = sweep % 2 == 0
        order = range(1, len(now)) if forward else range(len(now) - 2, -1, -1)
        for column in order:
            _sort(now[column], now[column - 1 if forward else column + 1], neighbours[0 if forward else 1])
        count = crossings(now, neighbours[1])
        if count < fewest:
            best, fewest = [list(layer) for layer in now], count
    return best


def _sort(layer: list[Point], beside: list[Point], wired: dict[Point, list[End]]) -> None:
    places = {point: place for place, point in enumerate(beside)}
    middles = {}
    for place, point in enumerate(layer):
        found = [places[each] + port for each, port in wired.get(point, ())]
        middles[point] = sum(found) / len(found) if found else place
    layer.sort(key=middles.__getitem__)


def crossings(layers: list[list[Point]], right: dict[Point, list[End]]) -> int:
    """Count the pairs of wires that cross."""
    total = 0
    for layer, beside in pairwise(layers):
        places = {point: place for place, point in enumerate(beside)}
        passed: list[float] = []
        for point in layer:
            ends = [places[each] + port for each, port in right.get(point, ())]
            total += sum(len(passed) - bisect_left(passed, end + 1e-9) for end in ends)
            for end in ends:
                insort(passed, end)
    return total


def _heights(
    layers: list[list[Point]], neighbours: Neighbours, columns: Sequence[int], thin: float
) -> dict[Point, float]:
    """Draw every point towards the mean of its neighbours, at last of those on its left: chains run straight."""
    heights = {point: place - len(layer) / 2 for layer in layers for place, point in enumerate(layer)}
    rooms = [[1.0 if columns[node] == column else thin for node, column in layer] for layer in layers]
    for sweep in range(SWEEPS):
        for layer in layers if sweep % 2 else reversed(layers):
            _pull(layer, neighbours, heights, rooms[layer[0][1]])
    for layer in layers[1:]:
        _pull(layer, neighbours[:1], heights, rooms[layer[0][1]])
    return heights


def _pull(
    layer: list[Point], sides: Sequence[dict[Point, list[End]]], heights: dict[Point, float], rooms: list[float]
) -> None:
    wanted = []
    for point in layer:
        near = [heights[each] + port for side in sides for each, port in side.get(point, ())]
        wanted.append(sum(near) / len(near) if near else heights[point])
    heights.update(zip(layer, _apart(wanted, rooms), strict=True))


def _apart(wanted: list[float], rooms: list[float]) -> list[float]:
    """Move heights as little as leaves each its room (least squares: neighbours in each other's way share a mean)."""
    offsets = [0.0]
    for one, other in pairwise(rooms):
        offsets.append(offsets[-1] + (one + other) / 2)
    pools: list[tuple[float, int]] = []
    for height, offset in zip(wanted, offsets, strict=False):
        mean, count = height - offset, 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean, count = (mean * count + before * many) / (count + many), count + many
        pools.append((mean, count))
    levels = [mean for mean, count in pools for _ in range(count)]
    return [level + offset for level, offset in zip(levels, offsets, strict=False)]
