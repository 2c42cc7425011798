"""A layer written in Keras; one that shares another's arrays calls the other's layer, or takes its weights turned."""

from typing import TypeAlias

from netcalc.models.source.keras.layer import shape
from netcalc.models.source.keras.table import WRITERS
from netcalc.models.source.piece import Piece, Unfit
from netcalc.models.source.sharing import lent, owner_called, writer_of
from netcalc.network.graph import Graph, Node
from netcalc.report.report import Report

Shape: TypeAlias = tuple[int | None, ...]


def piece_of(graph: Graph, report: Report, place: int) -> Piece:
    """Write a layer, by its number in the graph; Unfit where it cannot be written."""
    write, written = writer_of(report.layers[place], WRITERS, "Keras")
    piece, node = write(written), graph.nodes[place]
    owner = owner_called(graph, place, piece)
    if owner is None:
        return piece._replace(lends=place) if place in lent(graph) else piece
    if node.share is not None and node.share.transpose:
        return _turned(graph.nodes[owner], node)._replace(owner=owner)
    write, written = writer_of(report.layers[owner], WRITERS, "Keras")
    if write(written).makes != piece.makes:
        called = graph.nodes[owner].name
        message = f"it uses the arrays of {called} otherwise than {called} does"
        raise Unfit(message)
    return piece._replace(call=piece.call.replace("{module}", "{owner}"), makes=(), owner=owner)


def _turned(owner: Node, node: Node) -> Piece:
    """Use another layer's weights the other way round."""
    if node.layer.kind != "fc" or getattr(node.layer, "bias", False):
        message = f"weights turned round are written for Keras where an fc without a bias takes them, not {node.name}"
        raise Unfit(message)
    array = "embeddings" if owner.layer.kind == "embedding" else "kernel"
    return Piece(f"ops.matmul({{0}}, ops.transpose({{owner}}.{array}))")


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
            before = found.get(made) or tuple(own)
            found[made] = tuple(_both(*pair) for pair in zip(before, again, strict=True))
    return found


def _both(one: Shape, other: Shape) -> Shape:
    """Give the shape of both: None for an extent in which they differ."""
    return tuple(extent if extent == others else None for extent, others in zip(one, other, strict=True))
