"""Where each layer of a program has the depth of its sequences: second, as PyTorch's convolutions, or last."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from netcalc.network.graph import Graph
from netcalc.report.report import LayerReport, Report
from netcalc.volume import Volume

DEEP: Final = frozenset({"fc", "layernorm", "rmsnorm", "embedding", "attention", "rnn", "lstm", "gru"})  # depth last
ANY: Final = frozenset({
    "relu", "relu6", "sigmoid", "tanh", "softmax", "log_softmax", "silu", "hard_swish", "hard_sigmoid", "selu",
    "softplus", "mish", "hard_tanh", "exp", "abs", "square", "step", "leaky_relu", "elu", "gelu", "glu", "dropout",
    "add", "subtract", "multiply", "concat", "matmul", "transpose", "slice", "reduce", "scale", "learned", "noise",
})  # fmt: skip


def sequence(volume: Volume | None) -> bool:
    """Whether a volume has one axis beside its depth."""
    return volume is not None and len(volume.spatial) == 1


def deep_last(graph: Graph, report: Report) -> tuple[frozenset[int], Callable[[int, int], bool]]:
    """Give the layers, and the inputs by their numbers, that have the depth last; say who sees where it is.

    Layers that can have either, and read each other, are of one mind, and so are the uses of a block: they have it
    last where no more axes are turned so.
    """
    able = {place for place, layer in enumerate(report.layers) if _can(layer)}
    minds = Minds(graph, report, able)
    return frozenset(place for mind in minds.every() if minds.fewer(mind) for place in mind), minds.sees


def _can(layer: LayerReport) -> bool:
    """Whether a layer that has to do with sequences can have the depth last."""
    every = (*layer.working.given, layer.output)
    plain = all(volume is not None and len(volume.spatial) <= 1 for volume in every)
    if not plain or not any(map(sequence, every)):
        return False
    if layer.kind in ("fc", "flatten") and not sequence(layer.output):  # a table of rows: their order is seen
        return all(1 in volume for volume in layer.working.given if volume is not None and sequence(volume))
    if layer.kind == "attention":
        of = layer.working.layer.given()
        return all(map(sequence, every)) and not of.get("window") and not of.get("relative_bias")
    return layer.kind in DEEP | ANY


class Minds:
    """Layers and inputs that are of one mind about where the depth is."""

    def __init__(self, graph: Graph, report: Report, able: set[int]) -> None:
        """Bind what reads each other, what is one layer of a block, and what shares arrays."""
        self.graph, self.report = graph, report
        self.bound: dict[int, int] = {}
        for one, other in (*self._uses(able), *self._sharing(able)):
            self._bind(one, other)
        self.able = self._standing(able) | {number for number in graph.numbers.values() if sequence(self.made(number))}
        for place, node in enumerate(graph.nodes):
            for read in node.given if place in self.able else ():
                if read in self.able and self.sees(place, read):
                    self._bind(read, place)

    def made(self, number: int) -> Volume | None:
        """Give the volume that a layer makes, or that comes in."""
        return self.report.layers[number].output if number >= 0 else [*self.report.inputs.values()][-1 - number]

    def sees(self, place: int, read: int) -> bool:
        """Whether a layer reads a sequence, and sees where its depth is: whole numbers for a table have none."""
        return sequence(self.made(read)) and self.report.layers[place].kind != "embedding"

    def every(self) -> list[list[int]]:
        """Give those that are of one mind, for each mind."""
        found: dict[int, list[int]] = defaultdict(list)
        for place in self.able:
            found[self._root(place)].append(place)
        return list(found.values())

    def fewer(self, mind: list[int]) -> bool:
        """Whether no more axes are turned where these have the depth last."""
        inside = set(mind)
        turned = set()
        for place, node in enumerate(self.graph.nodes):
            turned |= {read for read in node.given if self.sees(place, read) and (place in inside) != (read in inside)}
        within = sum(self._within(place) for place in mind if place >= 0)
        return within > 0 and len(turned) <= within

    def _within(self, place: int) -> int:
        """Count the turns in a layer that works on the last axis, where it has the depth second."""
        layer, node = self.report.layers[place], self.graph.nodes[place]
        if layer.kind not in DEEP or (layer.kind == "fc" and not sequence(layer.output)):
            return 0
        return sequence(layer.output) + sum(self.sees(place, read) for read in node.given)

    def _standing(self, able: set[int]) -> set[int]:
        """Leave out what only passes on a volume of a layer that has the depth second: it has so too."""
        left = set(able)
        while True:
            led = defaultdict[int, set[bool]](set)
            for place in left:
                (led[self._root(place)]).add(self._led(place, left))
            gone = {place for place in left if led[self._root(place)] == {True}}
            if not gone:
                return left
            left -= gone

    def _led(self, place: int, able: set[int]) -> bool:
        given = self.graph.nodes[place].given
        deep = self._within(place) > 0
        return not deep and len(given) == 1 and given[0] >= 0 and given[0] not in able

    def _uses(self, able: set[int]) -> Iterator[tuple[int, int]]:
        """Pair the layers of all uses of a block."""
        uses: dict[object, int] = {}
        for group in self.graph.groups.values():
            start, stop = group.span.start, group.span.stop
            first = uses.setdefault((group.kind, stop - start), start)
            for place in range(start, stop):
                other = place - start + first
                if place in able and other in able and self._kind(place) == self._kind(other):
                    yield other, place

    def _sharing(self, able: set[int]) -> Iterator[tuple[int, int]]:
        for place, node in enumerate(self.graph.nodes):
            if node.share is not None and place in able and node.share.owner in able:
                yield node.share.owner, place

    def _kind(self, place: int) -> str:
        return self.report.layers[place].kind

    def _root(self, place: int) -> int:
        while place in self.bound:
            place = self.bound[place]
        return place

    def _bind(self, one: int, other: int) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        if first != second:
            self.bound[second] = first
