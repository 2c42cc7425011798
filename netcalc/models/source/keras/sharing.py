"""A layer written in Keras; one that shares another's arrays calls the other's layer, or takes its weights turned."""

from typing import TypeAlias

from netcalc.models.source.keras.layer import shape
from netcalc.models.source.keras.table import WRITERS
from netcalc.models.source.piece import Piece, Unfit
from netcalc.models.source.sharing import lent, owner_called, writer_of
from netcalc.network.graph import Graph, Node
from netcalc.problems import UNFIT_FORMAT, Problem, SpecError
from netcalc.report.report import Report

Shape: TypeAlias = tuple[int | None, ...]


def piece_of(graph: Graph, report: Report, place: int) -> Piece:
    """Write a layer, by its number in the graph; Unfit where it cannot be written."""
    write, written = writer_of(report.layers[place], WRITERS, "Keras")
    piece, node = write(written), graph.nodes[place]
    owner = owner_called(graph, place, piece)
    if owner is None:
        return _lending(graph, place, piece) if place in lent(graph) else piece
    if node.share is not None and node.share.transpose:
        return _turned(graph.nodes[owner], node)._replace(owner=owner)
    write, written = writer_of(report.layers[owner], WRITERS, "Keras")
    if write(written).makes != piece.makes:
        called = graph.nodes[owner].name
        message = f"it uses the arrays of {called} otherwise than {called} does"
        raise Unfit(message)
    return piece._replace(call=piece.call.replace("{module}", "{owner}"), makes=(), owner=owner)


def _lending(graph: Graph, place: int, piece: Piece) -> Piece:
    """Say that others use a layer's arrays; a table that is used both ways round has a layer of its own in Keras."""
    shares = (node.share for node in graph.nodes if node.share is not None and node.share.owner == place)
    if graph.nodes[place].layer.kind == "embedding" and any(each.transpose for each in shares):
        makes = tuple(make._replace(callee="layers.ReversibleEmbedding") for make in piece.makes)
        return piece._replace(lends=place, makes=makes)
    return piece._replace(lends=place)


def _turned(owner: Node, node: Node) -> Piece:
    """Use another layer's weights the other way round."""
    if node.layer.kind != "fc" or getattr(node.layer, "bias", False):
        message = f"weights turned round are written for Keras where an fc without a bias takes them, not {node.name}"
        raise Unfit(message)
    if owner.layer.kind == "embedding":
        return Piece("{owner}({0}, reverse=True)")
    return Piece("ops.matmul({0}, ops.transpose({owner}.kernel))")


def kept(graph: Graph, report: Report) -> dict[int, tuple[Shape, ...]]:
    """Give what is called again, by the number of what it makes: layers, and blocks with the shapes that they read."""
    found: dict[int, tuple[Shape, ...]] = {}
    for place in lent(graph):
        found[place] = ()
    for group in graph.groups.values():
        of = graph.groups.get(group.shares or "")
        if of is not None:
            made = of.span.stop - 1
            own = (shape(volume) for volume in report.layers[of.span.start].working.given[:1] if volume is not None)
            again = (
                shape(volume) for volume in report.layers[group.span.start].working.given[:1] if volume is not None
            )
            before, now = found.get(made) or tuple(own), tuple(again)
            if any(len(one) != len(other) for one, other in zip(before, now, strict=True)):
                message = f"the block {group.shares} is called again on other axes, and a model of Keras has one shape"
                raise SpecError([Problem(code=UNFIT_FORMAT, message=message, path=("layers",))])
            found[made] = tuple(_both(*pair) for pair in zip(before, now, strict=True))
    return found


def _both(one: Shape, other: Shape) -> Shape:
    """Give the shape of both: None for an extent in which they differ."""
    return tuple(extent if extent == others else None for extent, others in zip(one, other, strict=True))
