"""The layers as memory sees them: how many values each reads, makes, saves and learns, for a whole batch."""

from collections.abc import Sequence
from typing import NamedTuple

from netcalc.layers.saved import Extra, Saved, Storage
from netcalc.network.graph import Graph
from netcalc.report.report import LayerReport
from netcalc.volume import Volume


class Place(NamedTuple):
    """A layer in its place: what it reads (less than 0: an input of the network), and its values in a batch.

    `learns`: something is learned here or before, so that a gradient comes back to here. `wanted`: an output of the
    network hangs on it.
    """

    name: str
    reads: tuple[int, ...]
    given: tuple[int, ...]
    values: int
    storage: Storage
    passes: bool
    saved: tuple[Saved, ...]
    stored: int
    largest: int
    learns: bool
    wanted: bool


class Plan(NamedTuple):
    """All places in the order of calculation, what leaves the network, and what its inputs are called.

    `scores`: how many values a softmax loss reads in a batch, 0 where there is none, or nothing is learned.
    """

    places: tuple[Place, ...]
    outputs: frozenset[int]
    inputs: tuple[str, ...]
    scores: int

    def name(self, volume: int) -> str:
        """Give the name of what makes a volume, or of the input that it is."""
        return self.places[volume].name if volume >= 0 else self.inputs[-1 - volume]


def planned(graph: Graph, layers: Sequence[LayerReport], batch: int, *, softmax: bool = False) -> Plan | None:
    """Look at a network's layers, and its loss, as memory does; None where a volume does not exist."""
    outputs = frozenset(output.node for output in graph.outputs)
    learns = _learning(graph, layers)
    wanted = _wanted(graph, outputs)
    places: list[Place] = []
    for number, (node, layer) in enumerate(zip(graph.nodes, layers, strict=True)):
        given = [volume for volume in layer.working.given if volume is not None]
        made, arrays, kind = layer.output, layer.working.parameters, layer.working.layer
        if made is None or arrays is None or layer.params is None or len(given) < len(node.reads):
            return None
        sizes = [array.count for array in arrays if array.kept != "buffers"]
        places.append(
            Place(
                node.name,
                node.reads,
                tuple([_values(places, read, batch, volume) for read, volume in zip(node.reads, given, strict=False)]),
                0 if kind.storage == "learned" else batch * made.values,
                kind.storage,
                kind.passes,
                tuple([_of_batch(each, batch) for each in kind.saved(*given, made=made)]),
                layer.params,
                max(sizes, default=0) if layer.params else 0,
                learns[number],
                wanted[number],
            )
        )
    last = places[graph.outputs[-1].node] if graph.outputs and graph.outputs[-1].node >= 0 else None
    scores = last.values if softmax and last is not None and last.learns else 0
    return Plan(tuple(places), outputs, graph.inputs, scores)


def _values(places: Sequence[Place], read: int, batch: int, volume: Volume) -> int:
    """Count what is read: an array that is learned is there once, not in its reader's batch."""
    return places[read].values if read >= 0 else batch * volume.values


def _of_batch(saved: Saved, batch: int) -> Saved:
    return saved._replace(values=saved.values * batch) if isinstance(saved, Extra) and saved.batched else saved


def _learning(graph: Graph, layers: Sequence[LayerReport]) -> list[bool]:
    """Say of each layer whether something is learned in it or before it."""
    found: list[bool] = []
    for node, layer in zip(graph.nodes, layers, strict=True):
        own = any(array.kept != "buffers" for array in layer.working.parameters or ())
        found.append(own or any(number >= 0 and found[number] for number in node.reads))
    return found


def _wanted(graph: Graph, outputs: frozenset[int]) -> list[bool]:
    """Say of each layer whether an output of the network hangs on it."""
    found = [number in outputs for number in range(len(graph.nodes))]
    for number in range(len(graph.nodes) - 1, -1, -1):
        if found[number]:
            for read in graph.nodes[number].reads:
                if read >= 0:
                    found[read] = True
    return found
