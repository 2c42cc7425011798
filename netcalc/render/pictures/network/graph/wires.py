"""Where the nodes and the wires of a graph go: rows from top to bottom, in lanes side by side."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from netcalc.render.pictures.drawing import THIN, Area, Mark, Path, Point
from netcalc.render.pictures.layout import Layout, ports
from netcalc.render.pictures.layout import Point as Pass
from netcalc.render.pictures.network.graph.nodes import Node

BESIDE: Final = 22.0  # between nodes
BELOW: Final = 28.0  # between rows
STEP: Final = 8.0  # between wires that go to the next lane
LANES: Final = 34.0  # between lanes, with no wire
WIRE: Final = 1.3


class Wire(NamedTuple):
    """A wire from a row to the next: whose, whether it goes on, and the nodes that it enters, with where."""

    source: int
    passes: bool
    into: tuple[tuple[int, float], ...]


class Rows:
    """The rows of a graph: how high each is, where each of its points is, which wires leave it."""

    def __init__(self, nodes: Sequence[Node], found: Layout) -> None:
        """Measure rows that were laid out."""
        self.nodes, self.found = nodes, found
        self.unit = max(node.width for node in nodes) + BESIDE
        count = max(found.columns) + 1
        self.heights = [0.0] * count
        self.points: list[list[Pass]] = [[] for _ in range(count)]
        for point in found.heights:
            self.points[point[1]].append(point)
        for node, row in zip(nodes, found.columns, strict=True):
            self.heights[row] = max(self.heights[row], node.height)
        self.wires = self._wires()

    @property
    def ends(self) -> list[float]:
        """How far down each row reaches, the gap below it included."""
        return list(accumulate(height + BELOW for height in self.heights))

    def x(self, point: Pass) -> float:
        """Say where across a point stands."""
        return self.found.heights[point] * self.unit

    def half(self, point: Pass) -> float:
        """Give half the room of a point."""
        return self.nodes[point[0]].width / 2 if self.found.columns[point[0]] == point[1] else STEP / 2

    def _wires(self) -> list[list[Wire]]:
        """Give the wires that leave each row for the next."""
        into: dict[Pass, list[tuple[int, float]]] = {}
        for place, node in enumerate(self.nodes):
            for each, port in zip(node.part.reads, ports(len(node.part.reads)), strict=True):
                into.setdefault((each, self.found.columns[place] - 1), []).append((place, port))
        return [
            [
                Wire(source, self.found.last[source] > row, tuple(into.get((source, row), ())))
                for source, row in points
                if self.found.last[source] > row or (source, row) in into
            ]
            for points in self.points
        ]


class Lanes:
    """Rows in lanes: the first rows on the left, from top to bottom, the next to the right of them."""

    def __init__(self, rows: Rows, starts: Sequence[int]) -> None:
        """Put rows into lanes; `starts` are the rows with which lanes begin."""
        self.rows = rows
        self.lane = [sum(row >= start for start in starts) - 1 for row in range(len(rows.heights))]
        self.crossing = [rows.wires[start - 1] for start in starts[1:]]
        most = max(map(len, self.crossing), default=0)
        self.top = BELOW + STEP * most if self.crossing else 0.0
        self.lefts: list[float] = []
        self.gutters: list[float] = []
        self.width = 0.0
        spans = [range(start, stop) for start, stop in pairwise([*starts, len(rows.heights)])]
        for number, span in enumerate(spans):
            held = [point for row in span for point in rows.points[row]]
            least = min(rows.x(point) - rows.half(point) for point in held)
            if number:
                self.gutters.append(self.width + LANES / 2)
                self.width += LANES + STEP * len(self.crossing[number - 1])
            self.lefts.append(self.width - least)
            self.width += max(rows.x(point) + rows.half(point) for point in held) - least
        self.tops = [0.0] * len(rows.heights)
        for span in spans:
            y = self.top
            for row in span:
                self.tops[row] = y
                y += rows.heights[row] + BELOW
        self.deepest = max(self.bottom(row) for row in range(len(rows.heights)))
        self.height = self.deepest + (STEP * most + BELOW if self.crossing else BELOW / 2)

    def x(self, point: Pass) -> float:
        """Say where across a point stands."""
        return self.lefts[self.lane[point[1]]] + self.rows.x(point)

    def bottom(self, row: int) -> float:
        """Say where a row ends."""
        return self.tops[row] + self.rows.heights[row]

    def place(self, node: int) -> Point:
        """Give the middle of a node."""
        row = self.rows.found.columns[node]
        return self.x((node, row)), self.tops[row] + self.rows.heights[row] / 2

    def marks(self) -> Iterator[Mark]:
        """Draw the wires."""
        for row, wires in enumerate(self.rows.wires):
            for number, wire in enumerate(sorted(wires, key=lambda wire: self.x((wire.source, row)))):
                yield from self._wire(wire, row, number, len(wires))

    def _wire(self, wire: Wire, row: int, number: int, count: int) -> Iterator[Mark]:
        """Draw a wire from the row to the next: beside what passes the row, down, and into its readers."""
        x, bottom = self.x((wire.source, row)), self.bottom(row)
        own = self.rows.found.columns[wire.source] == row
        begins = self.place(wire.source)[1] + self.rows.nodes[wire.source].height / 2 if own else self.tops[row]
        start = (x, bottom)
        if begins < bottom:
            yield Path((x, begins), ((start,),), "soft", WIRE)
        if self.lane[row + 1] != self.lane[row]:
            to = self.x((wire.source, row + 1) if wire.passes else (wire.into[0][0], row + 1))
            start = (to, self.tops[row + 1] - BELOW)
            yield self._across((x, bottom), start, self.lane[row], number, count)
        top = self.tops[row + 1]
        if wire.passes:
            yield _bent(start, (self.x((wire.source, row + 1)), top))
        for reader, port in wire.into:
            end = (
                self.x((reader, row + 1)) + port * self.rows.unit,
                min(top, self.place(reader)[1] - self.rows.nodes[reader].above),
            )
            yield _bent(start, end)
            tip = self.place(reader)[1] - self.rows.nodes[reader].above
            if tip != top:
                yield Path(end, (((end[0], tip),),), "soft", WIRE)
            yield Area(
                ((end[0], tip), (end[0] - 3.5, tip - 6), (end[0] + 3.5, tip - 6)), "soft", role="soft", width=THIN
            )

    def _across(self, start: Point, end: Point, lane: int, number: int, count: int) -> Path:
        """Go to the next lane: down, to the right, up between the lanes, and in from above."""
        gutter = self.gutters[lane] + STEP * (count - 1 - number if count > 1 else 0)
        low, high = self.deepest + STEP * (count - number) + 4, end[1] - STEP * (count - 1 - number)
        corners = ((start[0], low), (gutter, low), (gutter, high), (end[0], high), end)
        return Path(start, tuple((corner,) for corner in corners), "soft", WIRE)


def _bent(start: Point, end: Point) -> Path:
    middle = (start[1] + end[1]) / 2
    return Path(start, (((start[0], middle), (end[0], middle), end),), "soft", WIRE)
