"""What a layer's writer is given, and whose arrays the layer uses, whatever it is written in."""

from collections.abc import Mapping
from typing import TypeVar

from netcalc.models.source.piece import Piece, Unfit
from netcalc.models.source.written import Written
from netcalc.network.graph import Graph
from netcalc.report.report import LayerReport

W = TypeVar("W")


def writer_of(layer: LayerReport, writers: Mapping[str, W], framework: str) -> tuple[W, Written]:
    """Give the writer of a layer's kind, and what it writes; Unfit where the framework has none."""
    if layer.output is None:
        message = "nobody says what it reads, nor what leaves it"
        raise Unfit(message, "a file of arrays alone holds no network: convert the exported model (.pt2, .onnx)")
    if layer.kind not in writers:
        message = f"a layer of the kind {layer.kind} cannot be written in {framework}"
        raise Unfit(message)
    given = tuple(volume for volume in layer.working.given if volume is not None)
    return writers[layer.kind], Written(layer.working.layer, given, layer.output, layer.working.window or ())


def owner_called(graph: Graph, place: int, piece: Piece) -> int | None:
    """Give the number of the layer that is called in this one's place, for its arrays.

    None where it has its own, or stands in a block that is another called again.
    """
    share = graph.nodes[place].share
    if share is None or not piece.makes or in_sharing_block(graph, place):
        return None
    owner = graph.nodes[share.owner]
    if owner.share is not None:
        message = f"its arrays are those of {owner.name}, which turns those of {graph.nodes[owner.share.owner].name}"
        raise Unfit(message)
    return share.owner


def in_sharing_block(graph: Graph, place: int) -> bool:
    """Whether a layer stands in a block that uses another's arrays: the other is called again."""
    return any(group.shares and group.span.start <= place < group.span.stop for group in graph.groups.values())


def lent(graph: Graph) -> frozenset[int]:
    """Give the layers whose arrays others use one by one."""
    every = enumerate(graph.nodes)
    return frozenset(node.share.owner for at, node in every if node.share and not in_sharing_block(graph, at))
