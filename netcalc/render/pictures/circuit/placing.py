"""A circuit laid out and drawn: inputs on the left, values above the wires, gradients below, forks as dots."""

from collections.abc import Iterator
from math import sqrt
from typing import Final

from netcalc.circuits.result import Circuit
from netcalc.render.pictures.circuit.legend import legend
from netcalc.render.pictures.circuit.lines import BEND, Line, lines_of
from netcalc.render.pictures.circuit.measures import RADIUS, entry, forks, pill
from netcalc.render.pictures.circuit.nodes import Node, nodes_of
from netcalc.render.pictures.colours import Role
from netcalc.render.pictures.drawing import SIZE, SMALL, Box, Dot, Drawing, Mark, Path, Point, Words, wide
from netcalc.render.pictures.layout import Layout, layout, ports
from netcalc.text.counted import counted

ROW: Final = 66.0
MARGIN: Final = 16.0
ABOVE: Final = 18.0  # the name of a gate
BETWEEN: Final = 34.0  # lines


def picture(circuit: Circuit) -> Drawing:
    """Draw a circuit."""
    nodes = nodes_of(circuit)
    marks: list[Mark] = []
    width, top = 0.0, MARGIN
    lines = lines_of(nodes)
    for line in lines:
        placed = _Placed(line, top)
        marks += placed.marks()
        width, top = max(width, placed.width), placed.bottom + BETWEEN
    told = legend(nodes, width - 2 * MARGIN, folded=len(lines) > 1)
    marks += [word._replace(x=word.x + MARGIN, y=word.y + top - BETWEEN / 2) for word in told.marks]
    last = circuit.stages[-1].name if circuit.stages else circuit.output
    width = max(width, told.width + 2 * MARGIN)
    title = circuit.expression.strip().replace("\n", "; ")
    return Drawing(width, top - BETWEEN / 2 + told.height + MARGIN, title, _told(circuit, last), marks)


def _told(circuit: Circuit, last: str) -> str:
    pairs = list(zip(circuit.parts, nodes_of(circuit), strict=False))
    values = ", ".join(f"{each.name} = {node.above}" for each, node in pairs)
    back = ", ".join(f"d{each.name} = {node.below}" for each, node in pairs)
    gates = counted(len(circuit.gates), "gate")
    return f"A circuit of {gates} that works out {last}. Forward: {values}. Backward: {back}."


class _Placed:
    """A line of a circuit and where its nodes stand, in pixels."""

    def __init__(self, line: Line, top: float) -> None:
        self.line, self.nodes = line, line.nodes
        self.forked = forks(line.nodes)
        self.readers: dict[int, list[tuple[int, float, str]]] = {}
        for reader, node in enumerate(line.nodes):
            for each, port, text in zip(node.reads, ports(len(node.reads)), node.back, strict=True):
                self.readers.setdefault(each, []).append((reader, port, text))
        self.found: Layout = layout([node.reads for node in line.nodes], line.columns)
        self.halves, self.stubs, self.entries = line.halves, line.stubs, line.entries
        self.centres: list[float] = []
        edge = MARGIN
        for before, half, stub in zip(self.entries, self.halves, self.stubs, strict=True):
            self.centres.append(edge + before + half)
            edge += before + 2 * half + stub + BEND
        self.width = edge - BEND + MARGIN
        heights = self.found.heights.values()
        self.first = min(heights, default=0.0)
        self.top = top + ABOVE + RADIUS
        self.bottom = self.top + (max(heights, default=0.0) - self.first) * ROW + RADIUS

    def marks(self) -> Iterator[Mark]:
        """Give the marks: wires first, so that nodes lie on them."""
        for place in range(len(self.nodes)):
            yield from self._wires(place)
        for place, node in enumerate(self.nodes):
            yield from self._node(place, node)

    def _y(self, node: int, column: int) -> float:
        return (self.found.heights[node, column] - self.first) * ROW + self.top

    def _after(self, column: int) -> float:
        """Give where the labels of a column end, and wires may bend."""
        return self.centres[column] + self.halves[column] + self.stubs[column]

    def _before(self, column: int) -> float:
        """Give where the wires into a column have bent."""
        return self.centres[column] - self.halves[column] - self.entries[column]

    def _own(self, node: Node) -> float:
        return pill(node) if node.gate else wide(node.label) / 2 + 4

    def _wires(self, place: int) -> Iterator[Mark]:
        """Draw what leaves a node: straight beside its labels, through each column, into those that read it."""
        column, last, node = self.found.columns[place], self.found.last[place], self.nodes[place]
        readers = self.readers.get(place, [])
        if node.above or node.below or readers:
            start = (self.centres[column] + self._own(node), self._y(place, column))
            yield Path(start, (((self._after(column), start[1]),),))
        for at in range(column, last):
            begin = (self._after(at), self._y(place, at))
            end = (self._before(at + 1), self._y(place, at + 1))
            yield Path(begin, (self._bend(begin, end), ((self._after(at + 1), end[1]),)))
        for at in range(column, last + 1):
            leaving = sum(self.found.columns[reader] == at + 1 for reader, _, _ in readers) + (at < last)
            if leaving > 1:
                yield Dot(self._after(at), self._y(place, at))
        for reader, port, text in readers:
            yield from self._into(place, reader, port, text)

    def _into(self, place: int, reader: int, port: float, text: str) -> Iterator[Mark]:
        """Draw the last piece of a wire, with what comes back on it where its node forks."""
        at, node = self.found.columns[reader], self.nodes[reader]
        y = self._y(reader, at) + port * ROW
        start = (self._after(at - 1), self._y(place, at - 1))
        bent = (self._before(at), y)
        own = self._own(node)
        round_end = RADIUS - sqrt(RADIUS**2 - (port * ROW) ** 2) if node.gate else 0.0
        yield Path(start, (self._bend(start, bent), ((self.centres[at] - own + round_end, y),)))
        if place in self.forked:
            below = port > 0 or (port == 0 and node.gate)
            yield Words(self.centres[at] - self.halves[at] - entry(node, self.forked) + 4, y + (12 if below else -4),
                        text, "gradient", SMALL)  # fmt: skip

    def _bend(self, start: Point, end: Point) -> tuple[Point, ...]:
        middle = (start[0] + end[0]) / 2
        return (middle, start[1]), (middle, end[1]), end

    def _node(self, place: int, node: Node) -> Iterator[Mark]:
        column = self.found.columns[place]
        x, y = self.centres[column], self._y(place, column)
        if node.gate:
            yield Box(x, y, pill(node), RADIUS, strong=node.stage)
            role: Role = "ink" if node.stage else "soft"
            yield Words(x, y - RADIUS - 5, node.name, role, SMALL, middle=True, strong=node.stage)
        yield Words(x, y + 5, node.label, "ink", SIZE, middle=True)
        beside = x + self._own(node) + 6
        if node.above:
            yield Words(beside, y - 6, node.above, "value")
        if node.below:
            yield Words(beside, y + 17, node.below, "gradient")
