"""Whose arrays are whose, as a program says it: blocks that layers share across stand open."""

from collections.abc import Iterator
from typing import Final

from netcalc.models.source.piece import Piece
from netcalc.models.source.tree import Use, tree
from netcalc.network.graph import Graph, Group, Node

NOTHING: Final = Piece("{0}")


def settled(graph: Graph) -> Graph:
    """Let each share name its owner itself, and open the blocks that layers share across.

    A block at the top that uses another's arrays as a whole stays: it is the other, called again.
    """
    rooted = graph._replace(nodes=owned(graph), groups=_first(graph.groups))
    again = _again(rooted)
    while True:
        opened = set(_opened(rooted, again))
        left = {name: of for name, of in again.items() if not opened & {name, of}}
        if left == again:
            break
        again = left
    kept = {name: each._replace(shares=again.get(name)) for name, each in rooted.groups.items() if name not in opened}
    return rooted._replace(groups=kept)


def owned(graph: Graph) -> tuple[Node, ...]:
    """Give the layers, each that shares with one that shares as it is taking the owner itself."""
    made: list[Node] = []
    for node in graph.nodes:
        share = node.share
        beyond = made[share.owner].share if share is not None else None
        if share is not None and beyond is not None and not beyond.transpose:
            share = share._replace(owner=beyond.owner)
        made.append(node._replace(share=share))
    return tuple(made)


def _first(groups: dict[str, Group]) -> dict[str, Group]:
    """Give the blocks, each that uses another's arrays naming the first that has them."""
    made: dict[str, Group] = {}
    for name, group in sorted(groups.items(), key=lambda each: each[1].span.start):
        beyond = made.get(group.shares or "")
        made[name] = group._replace(shares=beyond.shares or group.shares) if beyond is not None else group
    return {name: made[name] for name in groups}


def _again(graph: Graph) -> dict[str, str]:
    """Find the blocks that can be another called again: both stand as blocks at the top."""
    bare = graph._replace(groups={name: group._replace(shares=None) for name, group in graph.groups.items()})
    items = tree(bare, [NOTHING] * len(graph.nodes), frozenset())
    tops = {each.group for each in items if isinstance(each, Use)}
    return {name: group.shares for name, group in graph.groups.items() if group.shares in tops and name in tops}


def _opened(graph: Graph, again: dict[str, str]) -> Iterator[str]:
    """Name the blocks that hold one alone of two layers that share, where no whole block does."""
    apart: list[tuple[int, int]] = []
    whole = [graph.groups[name].span for name in again]
    for place, node in enumerate(graph.nodes):
        if node.share is not None and not any(span.start <= place < span.stop for span in whole):
            apart.append((place, node.share.owner))
    for name, group in graph.groups.items():
        inside = range(group.span.start, group.span.stop)
        if any((place in inside) != (owner in inside) for place, owner in apart):
            yield name
