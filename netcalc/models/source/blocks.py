"""The blocks of a network as they are written: those of a model file are called as the classes of its modules."""

from collections.abc import Collection

from netcalc.network.graph import Graph
from netcalc.network.network import Network


def blocks(network: Network) -> Graph:
    """Give the graph with its blocks by their names; a reader numbers those of one class that are unlike."""
    graph = network.graph
    if network.origin is None:
        return graph
    kinds = {group.kind for group in graph.groups.values()}
    groups = {name: group._replace(kind=_class(group.kind, kinds)) for name, group in graph.groups.items()}
    return graph._replace(groups=groups)


def _class(kind: str, kinds: Collection[str]) -> str:
    """Take the number off: `Bottleneck_2` is a Bottleneck."""
    name, _, number = kind.rpartition("_")
    return name if name in kinds and number.isdigit() else kind
