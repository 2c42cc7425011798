"""Attention found among operators: projections, a product of queries and keys, shares of values, a projection back."""

from collections.abc import Mapping

from netcalc.models.tensors.attention.core import core
from netcalc.models.tensors.attention.found import Attention
from netcalc.models.tensors.attention.graph import Graph
from netcalc.models.tensors.attention.whole import whole
from netcalc.models.tensors.program import Program


def attentions(program: Program) -> tuple[Mapping[int, Attention], frozenset[int]]:
    """Give the attentions of a graph by the operator that each ends with, and the operators that are inside."""
    if not {op.word for op in program.ops} & {"attention", "softmax"}:
        return {}, frozenset()
    graph = Graph(program)
    cores = (each for op in program.ops if (each := core(graph, op)) is not None)
    every = {id(found.last): found for each in cores if (found := whole(graph, each)) is not None}
    inside = {number for each in every.values() for number in each.inside} - every.keys()
    return every, frozenset(inside | _for_these_alone(graph, inside | every.keys()))


def _for_these_alone(graph: Graph, inside: set[int]) -> set[int]:
    """List what hangs on no input and is made for attentions alone: masks, biases of positions."""
    gone = set[int]()
    for op in reversed(graph.program.ops):
        readers = [id(each) for name in op.makes for each in graph.readers.get(name, ())]
        ours = bool(readers) and all(each in inside or each in gone for each in readers)
        if ours and graph.flowing.isdisjoint(op.makes) and not set(op.makes) & set(graph.program.outputs):
            gone.add(id(op))
    return gone
