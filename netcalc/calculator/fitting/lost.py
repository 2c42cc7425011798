"""What a layer misses because of one before it: the positions that were lost, the numbers that were passed by."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from netcalc.layers.base import Wants
from netcalc.layers.parts.sequence import is_sequence
from netcalc.network.graph import INPUT, Graph, Node
from netcalc.problems import SHAPE_MISMATCH, Problem
from netcalc.volume import Volume


def with_causes(
    found: Sequence[Problem], graph: Graph, inputs: Mapping[str, Volume], volumes: Sequence[Volume | None]
) -> list[Problem]:
    """Let the hint of a layer that reads the wrong volume name the layer that is the cause, where there is one."""
    nodes = {node.name: node for node in graph.nodes}
    return [
        replace(each, hint=_cause(nodes[each.layer], graph, inputs, volumes) or each.hint)
        if each.layer in nodes and each.code == SHAPE_MISMATCH and each.path[-1] == "from"
        else each
        for each in found
    ]


def _cause(node: Node, graph: Graph, inputs: Mapping[str, Volume], volumes: Sequence[Volume | None]) -> str:
    if node.layer.wants in ("sequence", "equal"):
        causes = (_lost(read, node.layer.wants, graph.nodes, volumes) for read in node.reads)
        return "; ".join(dict.fromkeys(cause for cause in causes if cause))
    return _passed(node.reads[0], graph, inputs) if node.layer.wants == "numbers" else ""


def _passed(read: int, graph: Graph, inputs: Mapping[str, Volume]) -> str:
    """Name the input that holds whole numbers, or say how the one that is read would."""
    if read >= 0:
        return next((f"`from: {name}` reads whole numbers" for name, given in inputs.items() if given.depth == 1), "")
    name = graph.inputs[-1 - read]
    numbers = Volume((*(inputs[name].spatial or (inputs[name].depth,)), 1))
    return f"`input: {numbers}`" if name == INPUT else f"`inputs: {{{name}: {numbers}}}`"


def _lost(read: int, wants: Wants, nodes: Sequence[Node], volumes: Sequence[Volume | None]) -> str:
    """Name the layers that made one vector of a sequence (or of a map), and what lets them keep the positions."""
    flat: list[tuple[str, str]] = []
    while read >= 0 and nodes[read].reads:
        before, made = volumes[nodes[read].reads[0]], volumes[read]
        if before is None or made is None or made.spatial:
            return ""
        flat.append((nodes[read].layer.keeping(), nodes[read].name))
        if before.spatial:
            kept = flat[-1][0] if is_sequence(before) or wants == "equal" else ""
            names = " and ".join(name for keeping, name in reversed(flat) if keeping == kept)
            return kept and f"{kept} on {names} keeps the positions of {before}"
        read = nodes[read].reads[0]
    return ""
