"""The middle of an attention: scores of queries and keys, made into shares, which are taken of values."""

from typing import NamedTuple

from netcalc.models.tensors.attention.graph import Graph
from netcalc.models.tensors.program import Op


class Core(NamedTuple):
    """What queries, keys and values come as, what is made of them, the operators between; the keys that one asks."""

    queries: str
    keys: str
    values: str
    made: str
    ops: tuple[Op, ...]
    asked: int
    causal: bool = False


def core(graph: Graph, op: Op) -> Core | None:
    """Find what an operator is the middle of; None where it is none."""
    if not op.makes:
        return None
    if op.word == "attention" and len(op.reads) > 2:
        keys = (0, 0, *(graph.shapes.get(op.reads[1]) or ()))
        return Core(op.reads[0], op.reads[1], op.reads[2], op.makes[0], (op,), keys[-2], bool(op.given.get("causal")))
    return _of_products(graph, op) if op.word == "softmax" and op.reads else None


def _of_products(graph: Graph, op: Op) -> Core | None:
    before, ends = graph.between(op.reads[0], lambda each: (each,) if graph.multiplies(each) else ())
    after, shares = graph.onward(op.makes[0])
    if len(ends) != 1 or shares is None or not graph.multiplies(shares):
        return None
    (scores,) = ends
    came = after[-1].makes[0] if after else op.makes[0]
    values = [name for name in shares.reads if name != came]
    shape = graph.shapes.get(op.makes[0])
    if len(values) != 1 or not shape:
        return None
    ops = (op, scores, shares, *before, *after)
    return Core(scores.reads[0], scores.reads[1], values[0], shares.makes[0], ops, shape[-1])
