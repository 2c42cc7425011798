"""What a layer's writer is given, and whose arrays the layer uses, whatever it is written in."""

from collections.abc import Mapping
from typing import TypeVar

from netcalc.models.source.piece import Piece, Unfit
from netcalc.models.source.written import Written
from netcalc.network.graph import Graph, Node
from netcalc.report.report import LayerReport

W = TypeVar("W")


def writer_of(layer: LayerReport, writers: Mapping[str, W], framework: str) -> tuple[W, Written]:
    """Give the writer of a layer's kind, and what it writes; Unfit where the framework has none."""
    if layer.output is None or layer.kind not in writers:
        message = f"a layer of the kind {layer.kind} cannot be written in {framework}"
        raise Unfit(message)
    given = tuple(volume for volume in layer.working.given if volume is not None)
    return writers[layer.kind], Written(layer.working.layer, given, layer.output, layer.working.window or ())


def owner_called(graph: Graph, place: int, piece: Piece) -> Node | None:
    """Give the layer that is called in this one's place, for its arrays; Unfit where it stands in a block."""
    node = graph.nodes[place]
    if node.share is None or not piece.makes or in_sharing_block(graph, place):
        return None
    owner = graph.nodes[node.share.owner]
    if "." in owner.name or "." in node.name:
        message = f"its arrays are those of {owner.name}, which stands in another block"
        raise Unfit(message)
    return owner


def in_sharing_block(graph: Graph, place: int) -> bool:
    """Whether a layer stands in a block, at the top, that uses another's arrays: the block is called again."""
    return any(
        group.shares and "." not in name and group.span.start <= place < group.span.stop
        for name, group in graph.groups.items()
    )
