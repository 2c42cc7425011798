"""A network laid flat: named nodes in the order of calculation, and what each reads."""

from typing import NamedTuple

from netcalc.layers.base import Layer
from netcalc.problems import Path


class Node(NamedTuple):
    """A layer in its place: its name, the nodes it reads (-1: the network's input), where it was written and used."""

    name: str
    layer: Layer
    reads: tuple[int, ...]
    path: Path
    uses: tuple[Path, ...] = ()


class Group(NamedTuple):
    """Nodes that have a name together: a block in use, or a named repeat."""

    kind: str
    span: slice


class Output(NamedTuple):
    """What leaves the network: the name it was asked for by, and the node that makes it (-1: the network's input)."""

    name: str
    node: int


class Graph(NamedTuple):
    """Nodes in the order of calculation, the groups among them by name, and what leaves the network."""

    nodes: tuple[Node, ...]
    groups: dict[str, Group]
    outputs: tuple[Output, ...]
