"""A long circuit folded into lines, one below the other: what goes on says so at the end, and comes in at the start."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from netcalc.render.pictures.circuit.measures import entry, forks, half, stub
from netcalc.render.pictures.circuit.nodes import Node
from netcalc.render.pictures.layout import columns_of
from netcalc.render.reals import slide

WIDEST: Final = 1_000.0
HALVINGS: Final = 8
ONWARD: Final = "▸"
BEND: Final = 34.0


class Line:
    """A piece of a circuit that stands on one line: its nodes, and the column of each."""

    def __init__(self, nodes: list[Node], columns: list[int]) -> None:
        """Put these nodes in these columns."""
        self.nodes, self.columns = nodes, columns

    @property
    def halves(self) -> list[float]:
        """Half the width of each column's nodes, their names included."""
        return self._most(half)

    @property
    def entries(self) -> list[float]:
        """The room before each column's nodes for what the branches of forks bring back."""
        forked = forks(self.nodes)
        return self._most(lambda node: entry(node, forked))

    @property
    def stubs(self) -> list[float]:
        """The room behind each column's nodes for values and gradients."""
        return self._most(stub)

    def _most(self, measured: Callable[[Node], float]) -> list[float]:
        found = [0.0] * (max(self.columns, default=0) + 1)
        for node, column in zip(self.nodes, self.columns, strict=True):
            found[column] = max(found[column], measured(node))
        return found


def lines_of(nodes: list[Node]) -> list[Line]:
    """Fold a circuit into as many lines as it needs."""
    whole = Line(nodes, columns_of([node.reads for node in nodes]))
    breaks = _breaks(whole)
    if not breaks:
        return [whole]
    readers = _readers(nodes)
    homes = _homes(nodes, whole.columns, breaks, readers)
    return [_line(nodes, homes, readers, number) for number in sorted({*homes})]


def _breaks(whole: Line) -> list[int]:
    """Name the columns before which a line ends: few lines, and these about equally wide."""
    each = zip(whole.entries, whole.halves, whole.stubs, strict=True)
    rooms = [before + 2 * middle + behind + BEND for before, middle, behind in each]
    found = _within(rooms, WIDEST)
    least, most = sum(rooms) / (len(found) + 1), WIDEST
    for _ in range(HALVINGS):
        tried = (least + most) / 2
        closer = _within(rooms, tried)
        if len(closer) > len(found):
            least = tried
        else:
            found, most = closer, tried
    return found


def _within(rooms: list[float], widest: float) -> list[int]:
    """Name the columns before which a line ends that is as full as it may be."""
    found: list[int] = []
    width = 0.0
    for column, room in enumerate(rooms):
        if width and width + room > widest:
            found.append(column)
            width = 0.0
        width += room
    return found


def _readers(nodes: list[Node]) -> list[list[int]]:
    """Give the nodes that read each node, one that reads it twice once."""
    found: list[list[int]] = [[] for _ in nodes]
    for reader, node in enumerate(nodes):
        for each in dict.fromkeys(node.reads):
            found[each].append(reader)
    return found


def _homes(nodes: list[Node], columns: list[int], breaks: list[int], readers: list[list[int]]) -> list[int]:
    """Say on which line each node stands; an input where it is first read."""
    homes = [sum(column >= each for each in breaks) for column in columns]
    for place, node in enumerate(nodes):
        if not node.reads and not node.gate:
            homes[place] = min((homes[reader] for reader in readers[place]), default=0)
    return homes


def _line(nodes: list[Node], homes: list[int], readers: list[list[int]], number: int) -> Line:
    """Gather a line: what comes in from before, its own nodes, what goes on."""
    places: dict[int, int] = {}
    made: list[Node] = []
    here = [place for place, home in enumerate(homes) if home == number]
    for place in here:
        for each in nodes[place].reads:
            if homes[each] < number and each not in places:
                back = _back(nodes, [reader for reader in readers[each] if homes[reader] == number], each)
                places[each] = len(made)
                made.append(_incoming(nodes[each], back))
    for place in here:
        places[place] = len(made)
        made.append(replace(nodes[place], reads=tuple(places[each] for each in nodes[place].reads)))
    columns = columns_of([node.reads for node in made])
    end = max(columns, default=0) + 1
    for place in here:
        later = _back(nodes, [reader for reader in readers[place] if homes[reader] > number], place)
        if later:
            made.append(_outgoing(nodes[place], places[place], later))
            columns.append(end)
    return Line(made, columns)


def _incoming(node: Node, back: list[tuple[str, float | None]]) -> Node:
    name = f"{ONWARD} {node.name if node.gate else node.label}"
    return Node(name, "", node.above, _total(back, node.below), gate=False, stage=False, reads=(), back=())


def _outgoing(node: Node, place: int, later: list[tuple[str, float | None]]) -> Node:
    label = f"{node.name if node.gate else node.label} {ONWARD}"
    brought = _total(later, node.below)
    return Node(label, "", "", "", gate=False, stage=False, reads=(place,), back=(brought,))


def _back(nodes: list[Node], readers: list[int], place: int) -> list[tuple[str, float | None]]:
    """Give what these readers send back to a node."""
    return [
        (text, sent)
        for reader in readers
        for each, text, sent in zip(nodes[reader].reads, nodes[reader].back, nodes[reader].sent, strict=True)
        if each == place
    ]


def _total(back: list[tuple[str, float | None]], otherwise: str) -> str:
    numbers = [sent for _, sent in back if sent is not None]
    return slide(sum(numbers)) if len(numbers) == len(back) else otherwise
