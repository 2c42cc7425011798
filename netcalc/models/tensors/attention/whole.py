"""An attention as a whole: the projections around its middle, what is learned besides, and the shapes that tell it."""

from math import prod
from typing import NamedTuple

from netcalc.models.tensors.attention.core import Core
from netcalc.models.tensors.attention.found import Attention, common
from netcalc.models.tensors.attention.graph import Graph, Projection
from netcalc.models.tensors.attention.tiles import Tiles, tiled
from netcalc.models.tensors.program import Held, Op, Shape
from netcalc.volume import MOST_AXES


class Parts(NamedTuple):
    """An attention's pieces: its middle, projections of queries, keys and values, that of what is made, operators."""

    core: Core
    sources: tuple[Projection, Projection, Projection]
    back: Projection
    ops: tuple[Op, ...]
    tiles: Tiles | None

    @property
    def own(self) -> tuple[Projection, ...]:
        """The projections, each once."""
        return (*{each.makes: each for each in self.sources}.values(), self.back)


class Heads(NamedTuple):
    """How many heads ask and answer, the values of each."""

    asking: int
    answering: int
    size: int


def whole(graph: Graph, core: Core) -> Attention | None:
    """Find the projections around a middle; None where there are none, or something else reads what is between."""
    parts = _parts(graph, core)
    heads = _heads(graph, parts) if parts is not None else None
    if parts is None or heads is None:
        return None
    last = parts.tiles.last if parts.tiles is not None else _restored(graph, parts)
    inside = _closed(graph, [*parts.ops, last], last.makes[0])
    window = _window(graph, parts)
    if inside is None or window == ():
        return None
    return _told(graph, parts, heads, last, inside)._replace(window=window)


def _parts(graph: Graph, core: Core) -> Parts | None:
    ops, sources = list(core.ops), list[Projection]()
    for name in (core.queries, core.keys, core.values):
        passed, ends = graph.between(name, lambda op: found.ops if (found := graph.projection(op)) else ())
        found = graph.projection(ends[-1]) if ends else None
        if found is None:
            return None
        ops += [*passed, *found.ops]
        sources.append(found)
    behind, closing = graph.onward(core.made)
    back = graph.projection(closing) if closing is not None else None
    if back is None or sources[1].reads != sources[2].reads:
        return None
    tiles = tiled(graph.program, graph.makers, graph.readers, sources[0].reads, back.makes)
    ops += [*behind, *back.ops]
    if tiles is not None:
        ops += [*tiles.ops, *(op for each in sources for op in each.flat)]
    return Parts(core, (sources[0], sources[1], sources[2]), back, tuple({id(op): op for op in ops}.values()), tiles)


def _heads(graph: Graph, parts: Parts) -> Heads | None:
    """Work out heads and sizes of the shapes that the file states, and hold them against the arrays."""
    query, given = graph.shapes.get(parts.core.queries), graph.shape(parts.sources[0].reads)
    answering = graph.shape(parts.sources[1].reads)
    if not query or not given or not answering or len(query) < 3 or parts.core.asked < 1:
        return None
    size, rest = query[-1], divmod(prod(query), max(1, prod(given[:-1]) * query[-1]))
    depths = (given[-1], answering[-1], answering[-1])
    rows = {each.makes: each.weight.size // depth for each, depth in zip(parts.sources, depths, strict=True)}
    total, heads = sum(rows.values()), rest[0]
    kv_heads, odd = divmod(total - heads * size, 2 * max(1, size))
    fits = heads > 0 and kv_heads > 0 and not odd and not rest[1] and heads % kv_heads == 0
    closes = parts.back.weight.size == given[-1] * heads * size
    return Heads(heads, kv_heads, size) if fits and closes else None


def _window(graph: Graph, parts: Parts) -> tuple[int, ...] | None:
    """Say which positions ask each other: None for all, () where the shapes do not tell."""
    given, answering = (graph.shape(each.reads) or () for each in parts.sources[:2])
    if parts.tiles is not None:
        return tuple(reversed(parts.tiles.window))
    if parts.sources[0].reads != parts.sources[1].reads:
        return None if prod(answering[:-1]) == graph.batch * parts.core.asked else ()
    positions = prod(given[:-1]) // graph.batch
    if positions == parts.core.asked:
        return None
    axes = _axes(given, graph.batch)
    tiles = [[1] * place + axes[place:] for place in range(len(axes))] + [
        axes[:place] + [1] * (len(axes) - place) for place in range(1, len(axes))]  # fmt: skip
    fitting = [tile for tile in tiles if prod(tile) == parts.core.asked]
    known = len(axes) <= MOST_AXES and prod(axes) == positions and fitting
    return tuple(reversed(fitting[0])) if known else ()


def _axes(given: Shape, batch: int) -> list[int]:
    """Give the extents of positions, rows first: without the batch's axis, or without what it took of one."""
    axes = list(given[:-1])
    if axes and axes[0] == batch and len(axes) > 1:
        return axes[1:]
    return [axes[0] // batch, *axes[1:]] if axes else []


def _told(graph: Graph, parts: Parts, heads: Heads, last: Op, inside: frozenset[int]) -> Attention:
    """Put together what was found; arrays that our kind does not have are more."""
    wholes = {array.key: array for array in graph.program.held.values()}  # parts of one are one
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
