"""How much room a node of a circuit takes: its box, its name, what stands beside its wires."""

from collections.abc import Sequence
from typing import Final

from netcalc.render.pictures.circuit.nodes import Node
from netcalc.render.pictures.drawing import SMALL, wide

RADIUS: Final = 20.0


def half(node: Node) -> float:
    """Give half the width of a node."""
    if not node.gate:
        return wide(node.label) / 2 + 4
    return max(pill(node), wide(node.name, SMALL) / 2 + 2)


def pill(node: Node) -> float:
    """Give half the width of a gate's own box."""
    return max(RADIUS, wide(node.label) / 2 + 8)


def stub(node: Node) -> float:
    """Give the length of the wire that has a node's value and gradient."""
    return max(wide(node.above), wide(node.below)) + 12


def entry(node: Node, forked: set[int]) -> float:
    """Give the length of the wires into a node, for the gradients of branches."""
    texts = [text for each, text in zip(node.reads, node.back, strict=True) if each in forked]
    return max((wide(text, SMALL) + 10 for text in texts), default=0.0)


def forks(nodes: Sequence[Node]) -> set[int]:
    """Name the nodes that are read more than once."""
    seen: set[int] = set()
    twice: set[int] = set()
    for node in nodes:
        for each in node.reads:
            (twice if each in seen else seen).add(each)
    return twice
