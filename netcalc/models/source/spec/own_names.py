"""The names that somebody gave the layers and blocks of a spec, told from those that they have by themselves."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from netcalc.models.source.tree import Item, Leaf, Loop
from netcalc.network.graph import Graph
from netcalc.network.network import Network

REPEAT: Final = "repeat"


class OwnNames:
    """The names that are to stay: those of a spec; those of another tool's file make way for what repeats."""

    def __init__(self, network: Network) -> None:
        """Find them: no name of its own is the kind with the number that a spec gives."""
        self.names: Mapping[int | str, str] = {} if network.origin else dict(_given(network.graph))

    def of(self, item: Item) -> str | None:
        """Give the name that somebody gave an item; that of all passes, where it stands in a repeat."""
        return None if isinstance(item, Loop) else self.names.get(item.node if isinstance(item, Leaf) else item.group)


def _given(graph: Graph) -> Iterator[tuple[int | str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    uses = {name for name, group in graph.groups.items() if group.kind != REPEAT}
    for key, name, kind in _numbered(graph):
        within, _, last = name.rpartition(".")
        while within and last.isdigit() and within not in uses:  # the number of a pass
            within, _, last = within.rpartition(".")
        counts[within, kind] += 1
        if last != f"{kind}{counts[within, kind]}":
            yield key, last


def _numbered(graph: Graph) -> Iterator[tuple[int | str, str, str]]:
    """Give layers, then blocks, in the order in which they are numbered, with their names and kinds."""
    for place, node in enumerate(graph.nodes):
        yield place, node.name, node.layer.kind
    for name, group in sorted(graph.groups.items(), key=lambda each: (each[1].span.start, -each[1].span.stop)):
        yield name, name, group.kind
