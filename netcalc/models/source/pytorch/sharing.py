"""A layer written in PyTorch; one that shares another's arrays calls the other's module."""

from netcalc.models.source.naming import free
from netcalc.models.source.piece import Piece, Unfit
from netcalc.models.source.pytorch.reserved import RESERVED
from netcalc.models.source.pytorch.table import WRITERS
from netcalc.models.source.sharing import owner_called, writer_of
from netcalc.models.source.tree import local
from netcalc.network.graph import Graph, Node
from netcalc.report.report import LayerReport, Report


def piece_of(graph: Graph, report: Report, place: int) -> Piece:
    """Write a layer, by its number in the graph; Unfit where it cannot be written."""
    write, written = writer_of(report.layers[place], WRITERS, "PyTorch")
    piece, share = write(written), graph.nodes[place].share
    owner = owner_called(graph, place, piece)
    if owner is None:
        return piece
    if share is not None and share.transpose:
        return _turned(piece, owner, report.layers[place])
    return piece._replace(call=piece.call.replace("{name}", attribute(owner.name)), makes=())


def attribute(name: str) -> str:
    """Name the attribute that holds the module of a layer at the top."""
    return free(local(name), RESERVED, "_")


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
