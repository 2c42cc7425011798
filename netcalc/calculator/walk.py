"""The one walk: layer by layer through the graph, every number from what each layer says of itself."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from netcalc.calculator.fields.receptive import Sight, Tracker, everything, reaches
from netcalc.calculator.fields.spans import Seen
from netcalc.calculator.layer import Outcome, outcome, unknown
from netcalc.calculator.rules import Rules
from netcalc.layers.base import Layer
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
        self.fields.append(reaches(whole, given.spatial))
        self.outcomes: dict[tuple[int, tuple[Volume | None, ...], Volume | None], tuple[Outcome, dict[str, Any]]] = {}
        self.problems: list[Problem] = []
        self.number = 0

    def layer(self, node: Node) -> LayerReport:
        """Work out the next layer."""
        given = tuple([self.volumes[number] for number in node.reads])
        found, row = self._outcome(node, given)
        sight, field = self._see(node, found)
        self.volumes[self.number], self.sights[self.number], self.fields[self.number] = found.made, sight, field
        self.number += 1
        return LayerReport(
            **row,
            name=node.name,
            from_=tuple([self.names[number] for number in node.reads]),
            receptive_field=field,
            receptive_field_is=sight and sight.sees,
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

    def _see(self, node: Node, found: Outcome) -> tuple[Sight | None, ReceptiveField | None]:
        """Say what the layer's values see; nothing where no volume leaves it."""
        if found.made is None:
            return None, None
        first = node.reads[0]
        sight = self.sights[first] if len(node.reads) == 1 else self._joined(node)
        if node.layer.reads_all:
            sight = everything(node.name)
        elif sight is not None and found.window is not None:
            sight = self.tracker.through(sight, found.window)
        if sight is None or sight is self.sights[first]:
            return sight, self.fields[first]
        return sight, reaches(sight, found.made.spatial)

    def _joined(self, node: Node) -> Sight:
        """Put what several paths see together; of a gate, an extent of 1 stretched over a map, only a note stays."""
        extents = {number: volume.spatial for number in node.reads if (volume := self.volumes[number]) is not None}
        full = tuple(map(max, zip(*extents.values(), strict=False)))
        maps = [number for number in node.reads if extents[number] == full]
        gates = [number for number in node.reads if extents[number] != full]
        if any(set(extents[number]) != {1} for number in gates):
            return Sight("unknown", note=f"{node.name} stretches what it reads along some axes only")
        sight = self.tracker.joined([sight for number in maps if (sight := self.sights[number])], node.name)
        if not gates or sight.sees != "spans" or sight.note:
            return sight
        note = f"this is the span of the map alone: the gate {self.names[gates[0]]} sees all"
        return sight._replace(note=note)


def _row(layer: Layer, given: tuple[Volume | None, ...], found: Outcome) -> dict[str, Any]:
    """Say what a layer's row says wherever it stands on these volumes."""
    return {
        **found.counts,
        "kind": layer.kind,
        "input": given[0] if len(given) == 1 else given,
        "output": found.made,
        "working": Working(layer, given, found.parameters, found.window),
    }
