"""What the shapes that a file states tell of an attention: its heads, and which positions ask each other."""

from math import prod
from typing import NamedTuple

from netcalc.models.tensors.attention.graph import Graph
from netcalc.models.tensors.attention.parts import Parts
from netcalc.models.tensors.program import Shape
from netcalc.volume import MOST_AXES


class Heads(NamedTuple):
    """How many heads ask and answer, the values of each."""

    asking: int
    answering: int
    size: int


def heads_of(graph: Graph, parts: Parts) -> Heads | None:
    """Work out heads and sizes of the shapes that the file states, and hold them against the arrays."""
    query, given = graph.shapes.get(parts.core.queries), graph.shape(parts.sources[0].reads)
    answering = graph.shape(parts.sources[1].reads)
    if not query or not given or not answering or len(query) < 3 or parts.core.asked < 1:
        return None
    size, rest = query[-1], divmod(prod(query), max(1, prod(given[:-1]) * query[-1]))
    depths = (given[-1], answering[-1], answering[-1])
    rows = {each.makes: each.weight.size // max(1, depth) for each, depth in zip(parts.sources, depths, strict=True)}
    total, heads = sum(rows.values()), rest[0]
    kv_heads, odd = divmod(total - heads * size, 2 * max(1, size))
    fits = heads > 0 and kv_heads > 0 and not odd and not rest[1] and heads % kv_heads == 0
    closes = parts.back.weight.size == given[-1] * heads * size
    return Heads(heads, kv_heads, size) if fits and closes else None


def window_of(graph: Graph, parts: Parts) -> tuple[int, ...] | None:
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
