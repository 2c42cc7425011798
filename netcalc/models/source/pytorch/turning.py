"""Axes turned where a layer that has the depth last meets one that has it second: a step of its own between both."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from netcalc.models.source.piece import Piece
from netcalc.models.source.tree import local
from netcalc.network.graph import Graph, Node

TURN: Final = Piece("{0}.transpose(1, 2)")


class Turn(NamedTuple):
    """A value turned, or a turn of it; the layer before which that stands, within so many blocks."""

    of: "int | Turn"
    before: int
    within: int


class Part(NamedTuple):
    """What reads a value in a block: a layer, or a block in it with the layers in that; where it begins."""

    start: int
    readers: tuple[int, ...]
    block: bool


class Known(NamedTuple):
    """How a value is known within so many blocks: as it is made, or turned; whether it has the depth last then."""

    read: "int | Turn"
    last: bool
    within: int


class Finding:
    """What each layer reads: a value as it is made, or turned.

    A value that a block reads comes into it as it is read in it; with the depth last, where it is read as both.
    """

    def __init__(self, graph: Graph, last: frozenset[int], sees: Callable[[int, int], bool]) -> None:
        """Go through all values whose depth a layer sees; those in `last` have it last."""
        self.last, self.graph, self.around = last, graph, around(graph)
        self.reads: dict[tuple[int, int], int | Turn] = {}
        readers: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place, node in enumerate(graph.nodes):
            for read in dict.fromkeys(node.given):
                if sees(place, read):
                    common = len({*self.around[place]} & {*self.around[read]}) if read >= 0 else 0
                    readers[read, common].append(place)
        for (value, common), every in readers.items():
            self._known(value, Known(value, value in last, common), every)

    def turns(self) -> list[Turn]:
        """Give the turns, each once, in the order in which they stand."""
        found: dict[Turn, None] = {}
        for read in self.reads.values():
            each = read
            while isinstance(each, Turn):
                found[each] = None
                each = each.of
        return sorted(found, key=lambda turn: (turn.before, turn.within))

    def _known(self, value: int, known: Known, readers: Sequence[int]) -> None:
        """Say what is read by the readers in a block, in which the value is known so."""
        parts = list(self._parts(readers, known.within))
        wanted = [self._wanted(part, known.within) for part in parts]
        first = min((part.start for part, last in zip(parts, wanted, strict=True) if last != known.last), default=0)
        for part, last in zip(parts, wanted, strict=True):
            read = known.read if last == known.last else Turn(known.read, first, known.within)
            if part.block:
                self._known(value, Known(read, last, known.within + 1), part.readers)
            else:
                self.reads[part.start, value] = read

    def _wanted(self, part: Part, within: int) -> bool:
        """Whether a part wants the depth last."""
        if not part.block:
            return part.start in self.last
        return any(self._wanted(each, within + 1) for each in self._parts(part.readers, within + 1))

    def _parts(self, readers: Sequence[int], within: int) -> Iterator[Part]:
        """Divide readers of a value into those in blocks within, and those alone."""
        for block, each in groupby(readers, lambda place: next(iter(self.around[place][within:]), "")):
            if block:
                yield Part(self.graph.groups[block].span.start, tuple(each), block=True)
            else:
                yield from (Part(place, (place,), block=False) for place in each)


def around(graph: Graph) -> list[list[str]]:
    """Name the blocks around each layer, the largest first."""
    found: list[list[str]] = [[] for _ in graph.nodes]
    sizes = {name: group.span.stop - group.span.start for name, group in graph.groups.items()}
    for name in sorted(sizes, key=lambda name: (-sizes[name], len(name))):
        for place in range(graph.groups[name].span.start, graph.groups[name].span.stop):
            found[place].append(name)
    return found


def with_turns(graph: Graph, pieces: Sequence[Piece], found: Finding) -> tuple[Graph, tuple[Piece, ...]]:
    """Give the graph with its turns as layers, and what each layer is in code."""
    turns = found.turns()
    if not turns:
        return graph, tuple(pieces)
    before: dict[int, list[Turn]] = defaultdict(list)
    for turn in turns:
        before[turn.before].append(turn)
    order: list[int | Turn] = []
    for place in range(len(graph.nodes)):
        order += [*before[place], place]
    numbers: dict[int | Turn, int] = {each: number for number, each in enumerate(order)}
    numbers |= {number: number for number in graph.numbers.values()}
    nodes = [
        _turn(graph, each, numbers) if isinstance(each, Turn) else _read(graph, each, found, numbers) for each in order
    ]
    groups = {}
    for name, group in graph.groups.items():
        start, stop = group.span.start, group.span.stop
        depth = found.around[start].index(name)
        inside = sum(turn.within > depth for turn in before[start])
        groups[name] = group._replace(span=slice(numbers[start] - inside, numbers[stop - 1] + 1))
    outputs = tuple(output._replace(node=numbers[output.node]) for output in graph.outputs)
    made = tuple(TURN if isinstance(each, Turn) else _numbered(pieces[each], numbers) for each in order)
    return graph._replace(nodes=tuple(nodes), groups=groups, outputs=outputs), made


def _turn(graph: Graph, turn: Turn, numbers: Mapping["int | Turn", int]) -> Node:
    """Make a turn a layer, called after what it turns."""
    value = turn.of
    while isinstance(value, Turn):
        value = value.of
    called = graph.nodes[value].name if value >= 0 else graph.inputs[-1 - value]
    reader = graph.nodes[turn.before]
    return Node(f"{local(called)}_turned", reader.layer, (numbers[turn.of],), reader.path)


def _read(graph: Graph, place: int, found: Finding, numbers: Mapping["int | Turn", int]) -> Node:
    node = graph.nodes[place]
    share = node.share and node.share._replace(owner=numbers[node.share.owner])
    reads, measures = (
        tuple(numbers[found.reads.get((place, read), read)] for read in every) for every in (node.reads, node.measures)
    )
    return node._replace(reads=reads, measures=measures, share=share)


def _numbered(piece: Piece, numbers: Mapping["int | Turn", int]) -> Piece:
    owner, lends = (None if each is None else numbers[each] for each in (piece.owner, piece.lends))
    return piece._replace(owner=owner, lends=lends)
