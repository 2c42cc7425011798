"""The pieces of an attention: the projections around its middle, and the operators that it is made of."""

from typing import NamedTuple

from netcalc.models.tensors.attention.core import Core
from netcalc.models.tensors.attention.graph import Graph, Projection
from netcalc.models.tensors.attention.tiles import Tiles, tiled
from netcalc.models.tensors.program import Op


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


def parts_of(graph: Graph, core: Core) -> Parts | None:
    """Find the projections around a middle; None where there are none."""
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
