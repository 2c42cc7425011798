"""An attention as a whole: its pieces held against each other, and what is learned besides."""

from math import prod

from netcalc.models.tensors.attention.core import Core
from netcalc.models.tensors.attention.found import Attention, common
from netcalc.models.tensors.attention.graph import Graph
from netcalc.models.tensors.attention.parts import Parts, parts_of
from netcalc.models.tensors.attention.shapes import Heads, heads_of, window_of
from netcalc.models.tensors.program import Held, Op


def whole(graph: Graph, core: Core) -> Attention | None:
    """Find the projections around a middle; None where there are none, or something else reads what is between."""
    parts = parts_of(graph, core)
    heads = heads_of(graph, parts) if parts is not None else None
    if parts is None or heads is None:
        return None
    last = parts.tiles.last if parts.tiles is not None else _restored(graph, parts)
    inside = _closed(graph, [*parts.ops, last], last.makes[0])
    window = window_of(graph, parts)
    if inside is None or window == ():
        return None
    return _told(graph, parts, heads, last, inside)._replace(window=window)


def _told(graph: Graph, parts: Parts, heads: Heads, last: Op, inside: frozenset[int]) -> Attention:
    """Put together what was found; arrays that our kind does not have are more."""
    wholes = graph.wholes  # parts of one are one
    weights = tuple({each.weight.key: wholes.get(each.weight.key, each.weight) for each in parts.own}.values())
    biases = {each.bias.key: wholes.get(each.bias.key, each.bias) for each in parts.own if each.bias is not None}
    even = all(each.bias is not None for each in parts.own)
    more, macs = _more(graph, parts)
    table = None
    if parts.tiles is not None and len(more) == 1 and not macs and parts.tiles.fits(more[0], heads.asking):
        (table,), more = more, []
    if not even:
        biases, more = {}, [*biases.values(), *more]
    reads = (parts.tiles.reads,) if parts.tiles is not None else tuple(
        dict.fromkeys(each.reads for each in parts.sources))  # fmt: skip
    path = common([op.path for each in parts.own for op in each.ops])
    return Attention(last, reads, *heads, weights, tuple(biases.values()), parts.core.causal, path, inside,
                     tiles=parts.tiles, table=table, more=tuple(more), macs=macs)  # fmt: skip


def _more(graph: Graph, parts: Parts) -> tuple[list[Held], int]:
    """List the arrays that are learned besides the projections, and count what is multiplied to make biases of them."""
    known = {array.key for each in parts.own for array in (each.weight, each.bias) if array is not None}
    weighing = {id(op) for each in parts.own for op in each.ops}
    asked = [name for op in parts.ops if id(op) not in weighing for name in op.reads]
    held, ops = graph.learned(asked)
    macs = 0
    for op in ops:
        found = graph.array(op.reads[1]) if op.word in ("fc", "matmul") and len(op.reads) > 1 else None
        made = graph.shapes.get(op.makes[0])
        macs += 0 if found is None or not made else prod(made[:-1]) * found.size
    return [each for each in held if each.key not in known], macs


def _closed(graph: Graph, ops: list[Op], last: str) -> frozenset[int] | None:
    """Give what is inside, with what asks it for its shape alone or is of no use; None where others read it."""
    inside = set(map(id, ops))
    asked = [name for op in ops for name in op.makes if name != last]
    while asked:
        name = asked.pop()
        if name in graph.program.outputs:
            return None
        if any(id(reader) not in inside for reader in graph.going_on(name)):
            return None
        for reader in graph.readers.get(name, ()):
            if id(reader) not in inside:
                inside.add(id(reader))
                asked += reader.makes
    return frozenset(inside)


def _restored(graph: Graph, parts: Parts) -> Op:
    """Go on to the view that takes batch and positions apart again, where they were one axis in the projection."""
    op, given = parts.back.ops[-1], graph.shape(parts.sources[0].reads) or ()
    readers = graph.readers.get(op.makes[0], [])
    shapes = [graph.shapes.get(each.makes[0]) for each in readers]
    flat = len(graph.shapes.get(op.makes[0], given)) < len(given)
    return readers[0] if flat and shapes == [given] and readers[0].word == "view" else op
