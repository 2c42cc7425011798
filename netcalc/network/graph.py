"""A network laid flat: named nodes in the order of calculation, and what each reads."""

from typing import Final, NamedTuple

from netcalc.layers.base import Layer
from netcalc.problems import Path

INPUT: Final = "input"


class Sharing(NamedTuple):
    """Whose arrays a node uses: the owner, by its number, perhaps the other way round; where that was written.

    `unlike` says why they cannot be shared, where that is known already.
    """

    owner: int
    transpose: bool
    path: Path
    uses: tuple[Path, ...]
    unlike: str = ""


class Node(NamedTuple):
    """A layer in its place: its name, the nodes it reads (-1, -2: the inputs), where it was written and used.

    `measures` are nodes that it reads for their extents alone.
    """

    name: str
    layer: Layer
    reads: tuple[int, ...]
    path: Path
    uses: tuple[Path, ...] = ()
    measures: tuple[int, ...] = ()
    share: Sharing | None = None

    @property
    def given(self) -> tuple[int, ...]:
        """The nodes whose volumes it is given: those that it reads, then those that it measures."""
        return self.reads + self.measures


class Group(NamedTuple):
    """Nodes that have a name together: a block in use, or a named repeat; the group whose arrays they use."""

    kind: str
    span: slice
    shares: str | None = None


class Output(NamedTuple):
    """What leaves the network: the name it was asked for by, and the node that makes it (-1: the first input)."""

    name: str
    node: int


class Graph(NamedTuple):
    """Nodes in the order of calculation, the groups among them by name, what leaves the network, what comes in."""

    nodes: tuple[Node, ...]
    groups: dict[str, Group]
    outputs: tuple[Output, ...]
    inputs: tuple[str, ...] = (INPUT,)

    @property
    def numbers(self) -> dict[str, int]:
        """The numbers of the inputs as nodes: -1 for the first, -2 for the second."""
        return {name: -1 - place for place, name in enumerate(self.inputs)}
