"""The one walk: layer by layer through the graph, every number from what each layer says of itself."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from netcalc.calculator.fields.meeting import met, spanless
from netcalc.calculator.fields.receptive import Tracker
from netcalc.calculator.fields.sight import UNSEEING, Path, Sight, everything, field_of
from netcalc.calculator.fields.spans import Seen
from netcalc.calculator.layer import Outcome, outcome, unknown
from netcalc.calculator.rules import Rules
from netcalc.layers.base import Layer, Unknown
from netcalc.network.graph import Graph, Node
from netcalc.network.laying.scope import INPUT
from netcalc.problems import Problem
from netcalc.report.report import LayerReport, ReceptiveField, Working
from netcalc.volume import Volume

NOTHING: Final[Mapping[str, Volume]] = MappingProxyType({})


class Walk:
    """One walk over a graph; it keeps what later layers read: volumes, receptive fields, names."""

    def __init__(
        self, given: Volume, graph: Graph, rules: Rules, told: Mapping[str, Volume] = NOTHING, hints: int = 0
    ) -> None:
        """Start at the input."""
        self.given = given
        self.rules = rules
        self.told = told
        self.hints = hints
        self.tracker = Tracker(rules)
        self.names = [*(node.name for node in graph.nodes), INPUT]
        self.volumes: list[Volume | None] = [None] * len(graph.nodes) + [given]
        whole = Sight("spans", tuple(Seen() for _ in given.spatial))
        self.sights: list[Sight | None] = [None] * len(graph.nodes) + [whole]
        self.fields: list[ReceptiveField | None] = [None for _ in graph.nodes]
        self.fields.append(field_of(whole, given.spatial))
        self.outcomes: dict[tuple[int, tuple[Volume | None, ...], Volume | None], tuple[Outcome, dict[str, Any]]] = {}
        self.problems: list[Problem] = []
        self.number = 0

    def layer(self, node: Node) -> LayerReport:
        """Work out the next layer."""
        given = tuple([self.volumes[number] for number in node.reads])
        found, row = self._outcome(node, given)
        sight = self._see(node, found)
        field = self._field(sight, node, found.made)
        self.volumes[self.number], self.sights[self.number], self.fields[self.number] = found.made, sight, field
        self.number += 1
        return LayerReport(
            **row,
            name=node.name,
            from_=tuple([self.names[number] for number in node.reads]),
            receptive_field=field,
            receptive_field_is=sight and sight.answer,
            receptive_field_note=sight and sight.note,
        )

    def _outcome(self, node: Node, given: tuple[Volume | None, ...]) -> tuple[Outcome, dict[str, Any]]:
        """Work a layer out, once for all passes of a repeat that read the same volumes; with what its row then says."""
        told = self.told.get(node.name)
        known = (id(node.layer), given, told)
        if known not in self.outcomes:
            volumes = tuple(volume for volume in given if volume is not None)
            hints = len(self.problems) < self.hints
            complete = len(volumes) == len(given)
            made = outcome(node.layer, volumes, self.rules, hints=hints, told=told) if complete else unknown(node.layer)
            self.outcomes[known] = made, _row(node.layer, given, made)
        found, row = self.outcomes[known]
        for problem in found.problems:
            path = (*node.path, node.layer.kind, *problem.path)
            self.problems.append(replace(problem, layer=node.name, path=path, uses=node.uses))
        return found, row

    def _see(self, node: Node, found: Outcome) -> Sight | None:
        """Say what the layer's values see; nothing where no volume leaves it."""
        if found.made is None:
            return None
        paths, sees = self._paths(node), found.sees
        if sees == "nothing" or not any(path.sight.sees != "nothing" for path in paths):
            return UNSEEING
        if sees == "all":
            return everything(node.name)
        if isinstance(sees, Unknown):
            return spanless(paths) or Sight("unknown", note=f"{node.name} {sees.reason}")
        before = paths[0].sight if len(paths) == 1 else met(self.tracker, paths, node.name, gates=node.layer.gates)
        return before if found.looks is None else self.tracker.through(before, found.looks)

    def _paths(self, node: Node) -> list[Path]:
        """Give what the layer reads: how far each extends, and what its values see."""
        return [
            Path(self.names[number], volume.spatial, sight)
            for number in node.reads
            if (volume := self.volumes[number]) is not None and (sight := self.sights[number]) is not None
        ]

    def _field(self, sight: Sight | None, node: Node, made: Volume | None) -> ReceptiveField | None:
        """Put what is seen as numbers; what is handed on unchanged has its numbers already."""
        if sight is None or made is None:
            return None
        if sight.sees == "spans" and sight is self.sights[node.reads[0]]:
            return self.fields[node.reads[0]]
        return field_of(sight, made.spatial)


def _row(layer: Layer, given: tuple[Volume | None, ...], found: Outcome) -> dict[str, Any]:
    """Say what a layer's row says wherever it stands on these volumes."""
    return {
        **found.counts,
        "kind": layer.kind,
        "input": given[0] if len(given) == 1 else given,
        "output": found.made,
        "working": Working(
            found.layer or layer, given, found.parameters, found.window, found.looks, found.products, written=layer
        ),
    }
