"""The rows of a report: what a walk found of each layer, counted, and what the layer's values see."""

from typing import Any

from netcalc.calculator.fields.receptive import Tracker
from netcalc.calculator.fields.seeing import Seeing, together
from netcalc.calculator.fields.sight import UNSEEING, Sight
from netcalc.calculator.layer import Outcome
from netcalc.calculator.walk import Walk
from netcalc.network.graph import Graph, Node
from netcalc.report.counts import by_field
from netcalc.report.report import LayerReport, ReceptiveField, Sums, Working


class Rows:
    """Makes the rows of one walk, in their order; layers that are alike share all that is alike."""

    def __init__(self, graph: Graph, walk: Walk) -> None:
        """Start at the inputs."""
        self.nodes, self.inputs, self.layers = graph.nodes, graph.inputs, walk.layers
        self.names = [*(node.name for node in graph.nodes), *reversed(graph.inputs)]
        tracker = Tracker(walk.rules)
        self.views = tuple(Seeing(graph, number, walk.volumes, tracker) for number in graph.numbers.values())
        self.sums = Sums()
        self.alike: dict[int, dict[str, Any]] = {}  # by what came of the layer

    def every(self) -> tuple[LayerReport, ...]:
        """Make every row; what the layers are shares of is put in when it is added up."""
        return tuple(map(self._row, range(len(self.nodes)), self.nodes, self.layers))

    def _row(self, number: int, node: Node, found: Outcome) -> LayerReport:
        alike = self.alike.get(id(found))
        if alike is None:
            alike = self.alike[id(found)] = _alike(node, found, self.sums)
        sight, field = self._see(number, node, found)
        return LayerReport(
            **alike,
            name=node.name,
            from_=tuple([self.names[number] for number in node.reads]),
            receptive_field=field,
            receptive_field_is=sight and sight.answer,
            receptive_field_note=sight and sight.note,
        )

    def _see(self, number: int, node: Node, found: Outcome) -> tuple[Sight | None, ReceptiveField | None]:
        """Say what the layer's values see of every input that they see; nothing, where no volume leaves it."""
        if found.made is None:
            return None, None
        if not self.views:  # no input, of which anything could be seen
            return UNSEEING, ()
        seen = [view.look(number, node, found, found.made) for view in self.views]
        alike = together(self.inputs, seen) if len(seen) > 1 else 0
        return (alike, None) if isinstance(alike, Sight) else (seen[alike], self.views[alike].fields[number])


def _alike(node: Node, found: Outcome, sums: Sums) -> dict[str, Any]:
    """Say what a layer's row says wherever it stands on these volumes."""
    return {
        **by_field(found.counts.every()),
        "kind": node.layer.kind,
        "input": found.given[0] if len(node.reads) == 1 else found.given[: len(node.reads)],
        "output": found.made,
        "shares": next((array.borrowed.layer for array in found.parameters or () if array.borrowed), None),
        "working": Working(
            found.layer,
            found.given,
            found.parameters,
            found.window,
            found.looks,
            found.products,
            written=node.layer,
        ),
        "sums": sums,
    }
