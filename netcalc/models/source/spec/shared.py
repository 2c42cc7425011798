"""Whose arrays layers take: marked in the tree, so that blocks that take unlike ones are no one block."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from netcalc.models.source.tree import Item, Leaf, Use, first
from netcalc.network.graph import Graph

SHARED: Final = "share"


class Share(NamedTuple):
    """The name of the owner, and whether its weights are used the other way round."""

    name: str
    transpose: bool = False


def marked(items: Sequence[Item], graph: Graph, span: range, shift: int = 0) -> tuple[Item, ...]:
    """Mark the layers of a list that take arrays of others; `span` are the numbers of the layers that stand in it.

    A block that takes all arrays of another use is marked as that one, which stands so many layers before it.
    """
    return tuple(_marked(item, graph, span, shift) for item in items)


def _marked(item: Item, graph: Graph, span: range, shift: int) -> Item:
    if isinstance(item, Use):
        inner = range(first(item), item.makes + 1)
        shift = first(item) - graph.groups[item.shares].span.start if item.shares else shift
        return replace(item, items=marked(item.items, graph, inner, shift))
    share = graph.nodes[item.node - shift].share if isinstance(item, Leaf) else None
    if share is None or not isinstance(item, Leaf):
        return item
    owner = share.owner + shift
    home = _home(graph, item.node - shift, share.owner)
    whose = ("back", item.node - owner) if owner in span else ("of", share.owner, *home)
    call = json.dumps({**json.loads(item.piece.call), SHARED: (*whose, share.transpose)})
    return replace(item, piece=item.piece._replace(call=call))


def _home(graph: Graph, node: int, owner: int) -> tuple[int, int]:
    """Say from where to where the block goes in which a layer and the owner of its arrays meet: its name begins there.

    The network itself is no block.
    """
    spans = (group.span for group in graph.groups.values())
    around = [
        (span.start, span.stop) for span in spans if all(span.start <= each < span.stop for each in (node, owner))
    ]
    return min(around, key=lambda each: each[1] - each[0], default=(0, 0))
