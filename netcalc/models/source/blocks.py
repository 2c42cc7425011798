"""The blocks of a network as they are written: those of a model file are called as the classes of its modules."""

from collections.abc import Collection, Iterator

from netcalc.network.graph import Graph, Group, Node
from netcalc.network.network import Network
from netcalc.report.report import Report


def blocks(network: Network, report: Report) -> Graph:
    """Give the graph with its blocks by their names; a reader numbers those of one class that are unlike.

    A block of a model file all of whose arrays are those of another, one by one, is that one used again.
    """
    graph = network.graph
    if network.origin is None:
        return graph
    kinds = {group.kind for group in graph.groups.values()}
    groups = {name: group._replace(kind=_class(group.kind, kinds)) for name, group in graph.groups.items()}
    return graph._replace(groups=groups | dict(_again(graph, groups, report)))


def _class(kind: str, kinds: Collection[str]) -> str:
    """Take the number off: `Bottleneck_2` is a Bottleneck."""
    name, _, number = kind.rpartition("_")
    return name if name in kinds and number.isdigit() else kind


def _again(graph: Graph, groups: dict[str, Group], report: Report) -> Iterator[tuple[str, Group]]:
    """Find the blocks at the top that are others used again."""
    tops = {(group.span.start, group.span.stop): name for name, group in groups.items() if "." not in name}
    for (start, stop), name in tops.items():
        shares = {at - node.share.owner for at, node in enumerate(graph.nodes[start:stop], start) if node.share}
        back = shares.pop() if len(shares) == 1 else 0
        owner = tops.get((start - back, stop - back)) if back else None
        if owner is not None and all(_alike(graph, report, at, back, start) for at in range(start, stop)):
            yield name, groups[name]._replace(shares=owner, kind=groups[owner].kind)


def _alike(graph: Graph, report: Report, at: int, back: int, start: int) -> bool:
    """Say whether a layer is the one so far back, its arrays and what it reads inside the block."""
    node, other = graph.nodes[at], graph.nodes[at - back]
    stores = bool(report.layers[at].working.parameters)
    lent = node.share is not None and not node.share.transpose
    return (
        _fields(node) == _fields(other)
        and stores == lent
        and _inside(node, start) == tuple(read + back for read in _inside(other, start - back))
    )


def _inside(node: Node, start: int) -> tuple[int, ...]:
    return tuple(read for read in node.given if read >= start)


def _fields(node: Node) -> tuple[str, dict[str, object]]:
    """Give what a layer is, but its name and what it reads."""
    given = node.layer.given()
    return node.layer.kind, {name: value for name, value in given.items() if name not in ("name", "from", "share")}
