"""A layer written in PyTorch; one that shares another's arrays calls the other's module."""

from netcalc.models.source.naming import free
from netcalc.models.source.piece import Piece, Unfit
from netcalc.models.source.pytorch.reserved import RESERVED
from netcalc.models.source.pytorch.table import WRITERS
from netcalc.models.source.tree import local
from netcalc.models.source.written import Written
from netcalc.network.graph import Graph, Node
from netcalc.report.report import LayerReport, Report


def piece_of(graph: Graph, report: Report, place: int) -> Piece:
    """Write a layer, by its number in the graph; Unfit where it cannot be written."""
    node, layer = graph.nodes[place], report.layers[place]
    given = tuple(volume for volume in layer.working.given if volume is not None)
    if layer.output is None or layer.kind not in WRITERS:
        message = f"a layer of the kind {layer.kind} cannot be written in PyTorch"
        raise Unfit(message)
    piece = WRITERS[layer.kind](Written(layer.working.layer, given, layer.output, layer.working.window or ()))
    if node.share is None or not piece.makes or _in_sharing_block(graph, place):
        return piece
    owner = graph.nodes[node.share.owner]
    if "." in owner.name or "." in node.name:
        message = f"its arrays are those of {owner.name}, which stands in another block"
        raise Unfit(message)
    if node.share.transpose:
        return _turned(piece, owner, layer)
    return piece._replace(call=piece.call.replace("{name}", attribute(owner.name)), makes=())


def attribute(name: str) -> str:
    """Name the attribute that holds the module of a layer at the top."""
    return free(local(name), RESERVED, "_")


def _in_sharing_block(graph: Graph, place: int) -> bool:
    """Whether a layer stands in a block, at the top, that uses another's arrays: the block's module is called."""
    return any(
        group.shares and "." not in name and group.span.start <= place < group.span.stop
        for name, group in graph.groups.items()
    )


def _turned(piece: Piece, owner: Node, layer: LayerReport) -> Piece:
    """Use another layer's weights the other way round."""
    own_bias = any(not array.borrowed for array in layer.working.parameters or ())
    if owner.layer.kind not in ("embedding", "fc") or own_bias:
        message = f"the weights of {owner.name} the other way round, with a bias or as filters, are not written"
        raise Unfit(message)
    weight = f"self.{attribute(owner.name)}.weight{'' if owner.layer.kind == 'embedding' else '.T'}"
    before, _, behind = piece.call.partition("self.{name}(")
    given, closed, rest = behind.partition(")") if "movedim" not in behind else behind.partition("))")
    inner = f"{given}{closed[1:]}" if not closed[1:] else f"{given})"
    return piece._replace(call=f"{before}F.linear({inner}, {weight}){rest}", makes=())
