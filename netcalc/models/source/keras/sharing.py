"""A layer written in Keras; one that shares another's arrays calls the other's layer, or takes its weights turned."""

from netcalc.models.source.keras.table import WRITERS
from netcalc.models.source.naming import snake
from netcalc.models.source.piece import Piece, Unfit
from netcalc.models.source.tree import local
from netcalc.models.source.written import Written
from netcalc.network.graph import Graph, Node
from netcalc.report.report import Report
from netcalc.volume import Volume


def piece_of(graph: Graph, report: Report, place: int) -> Piece:
    """Write a layer, by its number in the graph; Unfit where it cannot be written."""
    node, layer = graph.nodes[place], report.layers[place]
    given = tuple(volume for volume in layer.working.given if volume is not None)
    if layer.output is None or layer.kind not in WRITERS:
        message = f"a layer of the kind {layer.kind} cannot be written in Keras"
        raise Unfit(message)
    piece = WRITERS[layer.kind](Written(layer.working.layer, given, layer.output, layer.working.window or ()))
    if node.share is None or not piece.makes or in_sharing_block(graph, place):
        return piece
    owner = graph.nodes[node.share.owner]
    if "." in owner.name or "." in node.name:
        message = f"its arrays are those of {owner.name}, which stands in another block"
        raise Unfit(message)
    name = snake(local(owner.name))
    if not node.share.transpose:
        return piece._replace(call=piece.call.replace("{module}", name), makes=())
    return _turned(owner, node, name)


def _turned(owner: Node, node: Node, name: str) -> Piece:
    """Use another layer's weights the other way round."""
    if node.layer.kind != "fc" or getattr(node.layer, "bias", False):
        message = f"weights turned round are written for Keras where an fc without a bias takes them, not {node.name}"
        raise Unfit(message)
    array = f"{name}.embeddings" if owner.layer.kind == "embedding" else f"{name}.kernel"
    return Piece(f"ops.matmul({{0}}, ops.transpose({array}))")


def in_sharing_block(graph: Graph, place: int) -> bool:
    """Whether a layer stands in a block, at the top, that uses another's arrays: the block is called again."""
    return any(
        group.shares and "." not in name and group.span.start <= place < group.span.stop
        for name, group in graph.groups.items()
    )


def kept(graph: Graph, report: Report) -> dict[int, tuple[Volume, ...]]:
    """Give what is called again, by the number of what it makes: layers, and blocks with the volumes that they read."""
    found: dict[int, tuple[Volume, ...]] = {}
    for place, node in enumerate(graph.nodes):
        if node.share is not None and not in_sharing_block(graph, place):
            found[node.share.owner] = ()
    for group in graph.groups.values():
        of = graph.groups.get(group.shares or "")
        if of is not None:
            first = report.layers[of.span.start].working.given
            found[of.span.stop - 1] = tuple(volume for volume in first[:1] if volume is not None)
    return found
