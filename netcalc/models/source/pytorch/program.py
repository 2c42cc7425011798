"""A network as a PyTorch program: its classes, from the blocks to the whole, each with its forward pass."""

import re
from collections.abc import Sequence
from typing import Final

from netcalc.models.source.blocks import blocks
from netcalc.models.source.classes import classes, whole
from netcalc.models.source.growth import growing
from netcalc.models.source.lending import settled
from netcalc.models.source.loops import Looping, looped, single
from netcalc.models.source.naming import camel, class_name, free
from netcalc.models.source.piece import Piece
from netcalc.models.source.pytorch.layout import deep_last, sequence
from netcalc.models.source.pytorch.module import written
from netcalc.models.source.pytorch.own import OWN
from netcalc.models.source.pytorch.reserved import PROGRAM, RESERVED
from netcalc.models.source.pytorch.sharing import piece_of
from netcalc.models.source.pytorch.turning import Finding, with_turns
from netcalc.models.source.refused import refused
from netcalc.models.source.sentences import passes, title
from netcalc.models.source.tree import leaves, local, tree
from netcalc.network.graph import Graph
from netcalc.network.network import Network
from netcalc.report.report import Report

HEAD: Final = {
    "math.": "import math\n",
    "torch.": "import torch",
    "nn.": "from torch import nn",
    "F.": "from torch.nn import functional as F",
}


def program(network: Network, report: Report) -> str:
    """Write a valid network as a PyTorch program; SpecError names the layers that cannot be written."""
    plain = settled(blocks(network, report))
    last, sees = deep_last(plain, report)
    pieces = refused(network, lambda place: _piece(network, plain, report, last, place))
    graph, pieces = with_turns(plain, pieces, Finding(plain, last, sees))
    leaving = tuple(output.node for output in graph.outputs)
    items = looped(tree(graph, pieces, RESERVED), frozenset(leaving), Looping(single, growing, reserved=RESERVED))
    made = classes(items, PROGRAM, class_name)
    texts = [written(each, made, _given(each.reads)) for each in made.values()]
    name = free(camel(network.called or "net"), {*PROGRAM, *(each.name for each in made.values())})
    texts.append(written(whole(name, items, leaving), made, _inputs(network), _about(network, report, last)))
    needs = {name for leaf in leaves(items) for name in leaf.piece.needs}
    body = "\n\n".join((*(OWN[name] for name in OWN if name in needs), *texts))
    imports = "\n".join(line for word, line in HEAD.items() if re.search(rf"\b{re.escape(word)}", body))
    return f'"""{title(network)}, written by netcalc."""\n\n{imports}\n\n\n{body}'


def _piece(network: Network, graph: Graph, report: Report, last: frozenset[int], place: int) -> Piece:
    """Write a layer; where nothing comes in that says how many examples there are, there is one."""
    piece = piece_of(graph, report, last, place)
    if network.inputs:
        return piece
    return piece._replace(call=piece.call.replace("len({batch})", "1").replace(", device={batch}.device", ""))


def _given(reads: Sequence[int]) -> dict[int, str]:
    """Call what a block reads: x, or x1, x2."""
    return {read: "x" if len(reads) == 1 else f"x{place}" for place, read in enumerate(reads, 1)}


def _inputs(network: Network) -> dict[int, str]:
    """Call the inputs as they are named; one alone is x."""
    numbers = network.graph.numbers
    if len(numbers) == 1:
        return dict.fromkeys(numbers.values(), "x")
    names: dict[int, str] = {}
    for name, number in numbers.items():
        names[number] = free(local(name), {*PROGRAM, *names.values()}, "_")
    return names


def _about(network: Network, report: Report, last: frozenset[int]) -> str:
    loss = f" Its loss is {network.loss.kind}." if network.loss else ""
    return f'"""{passes(report)}{loss}{_laid(network, report, last)}"""'


def _laid(network: Network, report: Report, last: frozenset[int]) -> str:
    """Say which sequences come in, or leave, with the depth last; whole numbers for a table have none."""
    graph = network.graph
    tabled = {read for node in graph.nodes for read in node.given if node.layer.kind == "embedding"}
    numbers = {name: number for name, number in graph.numbers.items() if number not in tabled}
    leaving = {output.name: output.node for output in graph.outputs if output.node >= 0}
    volumes = {**report.inputs, **{name: report.layers[node].output for name, node in leaving.items()}}
    every = {name: number for name, number in {**numbers, **leaving}.items() if sequence(volumes[name])}
    others = [name for name, number in every.items() if number not in last]
    if len(others) == len(every):
        return ""
    but = f", but {', '.join(others)} (N, D, T)" if others else ""
    return f" Sequences are (N, T, D){but}."
