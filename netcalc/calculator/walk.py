"""The one walk: layer by layer through the graph, every number from what each layer says of itself."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from netcalc.calculator.fields.receptive import Tracker
from netcalc.calculator.fields.seeing import Seeing, together
from netcalc.calculator.fields.sight import Sight
from netcalc.calculator.layer import Outcome, outcome, unknown
from netcalc.calculator.rules import Rules
from netcalc.calculator.sharing import SHARE, owner_of
from netcalc.layers.array import Parameter
from netcalc.network.graph import Graph, Node
from netcalc.problems import Path, Problem
from netcalc.report.report import LayerReport, ReceptiveField, Sums, Working
from netcalc.volume import Volume

Lent: TypeAlias = tuple[int, bool, str] | None  # whose arrays a layer uses
Known: TypeAlias = tuple[int, tuple[Volume | None, ...], Volume | None, tuple[bool, ...], Lent]
NOTHING: Final[Mapping[str, Volume]] = MappingProxyType({})


class Walk:
    """One walk over a graph; it keeps what later layers read: volumes, receptive fields, names."""

    def __init__(
        self,
        given: Mapping[str, Volume],
        graph: Graph,
        rules: Rules,
        told: Mapping[str, Volume] = NOTHING,
        hints: int = 0,
    ) -> None:
        """Start at the inputs."""
        self.rules = rules
        self.told = told
        self.hints = hints
        self.inputs = graph.inputs
        self.names = [*(node.name for node in graph.nodes), *reversed(graph.inputs)]
        self.volumes: list[Volume | None] = [
            *(None for _ in graph.nodes),
            *(given[name] for name in graph.inputs[::-1]),
        ]
        tracker = Tracker(rules)
        self.views = tuple(Seeing(graph, number, self.volumes, tracker) for number in graph.numbers.values())
        self.outcomes: dict[Known, tuple[Outcome, dict[str, Any]]] = {}
        self.learning = [False for _ in self.volumes]
        self.sums = Sums()
        self.nodes = graph.nodes
        self.stored: list[tuple[Parameter, ...] | None] = [None] * len(graph.nodes)
        self.problems: list[Problem] = []
        self.unshared: set[tuple[Path, tuple[Path, ...]]] = set()
        self.number = 0

    def layer(self, node: Node) -> LayerReport:
        """Work out the next layer."""
        given = tuple([self.volumes[number] for number in node.given])
        learns = tuple([self.learning[number] for number in node.reads])
        found, row = self._outcome(node, given, learns)
        self.learning[self.number] = found.learns or any(learns)
        self.volumes[self.number], self.stored[self.number] = found.made, found.parameters
        sight, field = self._see(node, found)
        self.number += 1
        return LayerReport(
            **row,
            sums=self.sums,
            name=node.name,
            from_=tuple([self.names[number] for number in node.reads]),
            receptive_field=field,
            receptive_field_is=sight and sight.answer,
            receptive_field_note=sight and sight.note,
        )

    def _outcome(
        self, node: Node, given: tuple[Volume | None, ...], learns: tuple[bool, ...]
    ) -> tuple[Outcome, dict[str, Any]]:
        """Work a layer out, once for all passes of a repeat that read the same volumes; with what its row then says."""
        told = self.told.get(node.name)
        share = node.share and (node.share.owner, node.share.transpose, node.share.unlike)
        known = (id(node.layer), given, told, learns, share)
        if known not in self.outcomes:
            volumes = tuple(volume for volume in given if volume is not None)
            hints = len(self.problems) < self.hints
            complete = len(volumes) == len(given)
            if complete:
                owner = owner_of(node, self.nodes, self.stored)
                made = outcome(node.layer, volumes, self.rules, hints=hints, told=told, learns=learns, owner=owner)
            else:
                made = unknown(node.layer)
            self.outcomes[known] = made, _row(node, given, made)
        found, row = self.outcomes[known]
        for problem in found.problems:
            self._note(problem, node)
        return found, row

    def _note(self, problem: Problem, node: Node) -> None:
        """Put a problem where it was written: with the layer, or with what says whose arrays it uses, once."""
        path, uses = (*node.path, node.layer.kind, *problem.path), node.uses
        if node.share and problem.path == (SHARE,):
            path, uses = node.share.path, node.share.uses
            if (path, uses) in self.unshared:
                return
            self.unshared.add((path, uses))
        self.problems.append(replace(problem, layer=node.name, path=path, uses=uses))

    def _see(self, node: Node, found: Outcome) -> tuple[Sight | None, ReceptiveField | None]:
        """Say what the layer's values see of every input that they see."""
        sights = [view.look(self.number, node, found) for view in self.views]
        seen = [sight for sight in sights if sight is not None]
        if not seen:
            return None, None
        alike = together(self.inputs, seen) if len(seen) > 1 else 0
        return (alike, None) if isinstance(alike, Sight) else (seen[alike], self.views[alike].fields[self.number])


def _row(node: Node, given: tuple[Volume | None, ...], found: Outcome) -> dict[str, Any]:
    """Say what a layer's row says wherever it stands on these volumes."""
    return {
        **found.counts,
        "kind": node.layer.kind,
        "input": given[0] if len(node.reads) == 1 else given[: len(node.reads)],
        "output": found.made,
        "shares": next((array.borrowed.layer for array in found.parameters or () if array.borrowed), None),
        "working": Working(
            found.layer or node.layer,
            given,
            found.parameters,
            found.window,
            found.looks,
            found.products,
            written=node.layer,
        ),
    }
