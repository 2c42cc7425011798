"""A layer written in PyTorch; one that shares calls the other's module, or a function of the other's arrays."""

import re
from typing import Final

from netcalc.models.source.classes import literal
from netcalc.models.source.naming import free
from netcalc.models.source.piece import Arg, Make, Piece, Unfit
from netcalc.models.source.pytorch.reserved import RESERVED
from netcalc.models.source.pytorch.table import WRITERS
from netcalc.models.source.sharing import lent, owner_called, writer_of
from netcalc.models.source.tree import local
from netcalc.network.graph import Graph
from netcalc.report.report import LayerReport, Report

CALLED: Final = "self.{name}("
SLIDING: Final = re.compile(r"nn\.Conv(Transpose)?([123])d")
WORDS: Final = ("stride", "padding", "output_padding", "groups", "dilation")  # that its function has too


def piece_of(graph: Graph, report: Report, last: frozenset[int], place: int) -> Piece:
    """Write a layer, by its number in the graph, those in `last` with the depth last; Unfit where it cannot be."""
    piece = _own(report.layers[place], last=place in last)
    owner = owner_called(graph, place, piece)
    if owner is None:
        return piece._replace(lends=place) if place in lent(graph) else piece
    share, called = graph.nodes[place].share, graph.nodes[owner].name
    if share is not None and share.transpose:
        return _turned(piece, report, owner, place)
    other = _own(report.layers[owner], last=owner in last)
    if piece.makes == other.makes:
        return piece._replace(call=piece.call.replace("{name}", "{owner}"), makes=(), owner=owner)
    return _functional(piece, piece.makes[0], called, "self.{owner}.bias")._replace(makes=(), owner=owner)


def _own(layer: LayerReport, *, last: bool) -> Piece:
    write, written = writer_of(layer, WRITERS, "PyTorch")
    return write(written._replace(last=last))


def attribute(name: str) -> str:
    """Name the attribute that holds the module of a block at the top."""
    return free(local(name), RESERVED, "_")


def _turned(piece: Piece, report: Report, owner: int, place: int) -> Piece:
    """Use another layer's weights the other way round, with a bias of its own where it has one."""
    of = report.layers[owner]
    own = any(not array.borrowed for array in report.layers[place].working.parameters or ())
    units = report.layers[place].working.parameters[-1].count if own else 0  # type: ignore[index]  # it has one
    bias = (Make("nn.Parameter(torch.zeros", (Arg("units", units),)),) if own else ()
    name = "self.{name}" if own else "None"
    if of.kind == "conv":
        return _functional(piece, piece.makes[0], of.name, name)._replace(makes=bias, owner=owner)
    weight = f"self.{{owner}}.weight{'' if of.kind == 'embedding' else '.T'}"
    before, inner, behind = _apart(piece.call)
    given = f"{inner}, {weight}{f', {name}' if own else ''}"
    return piece._replace(call=f"{before}F.linear({given}){behind}", makes=bias, owner=owner)


def _functional(piece: Piece, make: Make, called: str, bias: str) -> Piece:
    """Write a convolution as a function of another's arrays, its stride and padding its own."""
    found = SLIDING.fullmatch(make.callee)
    words = {arg.keyword: arg for arg in make.args if arg.keyword}
    if found is None or ("padding_mode" in words and _said(words["padding_mode"])):
        message = f"it uses the arrays of {called} otherwise than {called} does"
        raise Unfit(message)
    function = f"F.conv_transpose{found[2]}d" if found[1] else f"F.conv{found[2]}d"
    before, inner, behind = _apart(piece.call)
    given = [inner, "self.{owner}.weight", *([] if bias == "None" else [bias])]
    given += [f"{word}={literal(words[word].value)}" for word in WORDS if word in words and _said(words[word])]
    return piece._replace(call=f"{before}{function}({', '.join(given)}){behind}")


def _said(arg: Arg) -> bool:
    return arg.value != arg.default


def _apart(call: str) -> tuple[str, str, str]:
    """Take a call of the layer's module apart: what stands before, what it is called on, what stands behind."""
    before, _, rest = call.partition(CALLED)
    depth = 1
    for place, sign in enumerate(rest):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return before, rest[:place], rest[place + 1 :]
    return before, rest, ""
