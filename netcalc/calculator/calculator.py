"""The one walk: layer by layer through the graph, every number from what each layer says of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from netcalc.arithmetic import Arithmetic
from netcalc.calculator.layer import Known, Numbers, Outcome, outcome, plus, unknown
from netcalc.calculator.memory import bill
from netcalc.calculator.receptive import Axes, Seen, Tracker, reaches
from netcalc.network.graph import Graph, Node
from netcalc.network.network import Network
from netcalc.network.scope import INPUT
from netcalc.problems import Problem
from netcalc.report.report import Counts, Group, LayerReport, ReceptiveField, Report, Unshared, Working
from netcalc.volume import Volume

MOST_HINTS: Final = 100
NOTHING: Final[Mapping[str, Volume]] = MappingProxyType({})


def calculate(network: Network, *, batch: int = 1, dtype: str = "float32", optimizer: str = "sgd") -> Report:
    """Work out every number of a network; what does not fit is in `problems`, and the rest is still there.

    `batch`, `dtype` (float64, float32, float16, bfloat16) and `optimizer` (sgd, momentum, adam) are for the memory.

    >>> from netcalc.network.network import Network
    >>> report = calculate(Network(input="3", layers=[{"fc": 4}, {"fc": 2}]))
    >>> report.totals.neurons, report.totals.weights, report.totals.params
    (6, 20, 26)
    """
    report = recalculate(
        network, Arithmetic(network.rounding), hints=MOST_HINTS, batch=batch, dtype=dtype, optimizer=optimizer
    )
    return replace(report, problems=network.located(report.problems))


def recalculate(  # noqa: PLR0913  what can be asked for
    network: Network,
    rules: Arithmetic,
    told: Mapping[str, Volume] = NOTHING,
    *,
    hints: int = 0,
    batch: int = 1,
    dtype: str = "float32",
    optimizer: str = "sgd",
) -> Report:
    """Work a network out under these rules; its problems have no lines yet, and hints for so many at most.

    `told` are volumes that take the place of those that layers make, by the layers' names.
    """
    walk = Walk(rules.comes_in(network.input), network.graph, rules, told, hints)
    layers = tuple(map(walk.layer, network.graph.nodes))
    totals = _totals(layers, walk.given, rules)
    return Report(
        name=network.called,
        input=walk.given,
        valid=not any(problem.severity == "error" for problem in walk.problems),
        layers=layers,
        groups={
            name: Group(_sum_up(name, group.kind, layers[group.span]), group.span)
            for name, group in network.graph.groups.items()
        },
        totals=totals,
        memory=bill(totals, batch=batch, dtype=dtype, optimizer=optimizer),
        problems=tuple(walk.problems),
    )


class Walk:
    """One walk over a graph; it keeps what later layers read: volumes, receptive fields, names."""

    def __init__(
        self, given: Volume, graph: Graph, rules: Arithmetic, told: Mapping[str, Volume] = NOTHING, hints: int = 0
    ) -> None:
        """Start at the input."""
        self.given = given
        self.rules = rules
        self.told = told
        self.hints = hints
        self.tracker = Tracker(rules)
        self.names = [*(node.name for node in graph.nodes), INPUT]
        self.volumes: list[Volume | None] = [None] * len(graph.nodes) + [given]
        self.axes: list[Axes | None] = [None] * len(graph.nodes) + [tuple(Seen() for _ in given.spatial)]
        self.fields: list[ReceptiveField | None] = [None for _ in graph.nodes]
        self.fields.append(reaches(self.axes[-1], given.spatial))
        self.outcomes: dict[tuple[int, tuple[Volume | None, ...], Volume | None], Outcome] = {}
        self.problems: list[Problem] = []
        self.number = 0

    def layer(self, node: Node) -> LayerReport:
        """Work out the next layer."""
        given = tuple(self.volumes[number] for number in node.reads)
        found = self._outcome(node, given)
        axes = self._see(node, found) if found.made is not None else None
        unchanged = axes is not None and axes is self.axes[node.reads[0]]
        spatial = () if found.made is None else found.made.spatial
        field = self.fields[node.reads[0]] if unchanged else reaches(axes, spatial)
        self.volumes[self.number], self.axes[self.number], self.fields[self.number] = found.made, axes, field
        self.number += 1
        return LayerReport(
            *found.numbers,
            name=node.name,
            kind=node.layer.kind,
            from_=tuple(self.names[number] for number in node.reads),
            input=given[0] if len(given) == 1 else given,
            output=found.made,
            receptive_field=field,
            working=Working(node.layer, given, found.parameters, found.window),
        )

    def _outcome(self, node: Node, given: tuple[Volume | None, ...]) -> Outcome:
        """Work a layer out, once for all passes of a repeat that read the same volumes."""
        told = self.told.get(node.name)
        known = (id(node.layer), given, told)
        if known not in self.outcomes:
            volumes = tuple(volume for volume in given if volume is not None)
            hints = len(self.problems) < self.hints
            complete = len(volumes) == len(given)
            made = outcome(node.layer, volumes, self.rules, hints=hints, told=told) if complete else unknown(node.layer)
            self.outcomes[known] = made
        found = self.outcomes[known]
        for problem in found.problems:
            path = (*node.path, node.layer.kind, *problem.path)
            self.problems.append(replace(problem, layer=node.name, path=path, uses=node.uses))
        return found

    def _see(self, node: Node, found: Outcome) -> Axes | None:
        given = (self.volumes[number] for number in node.reads)
        stretched = len({volume.spatial for volume in given if volume is not None}) > 1  # a step of 0 beside others
        if node.layer.reads_all or stretched:
            return None
        axes = self.axes[node.reads[0]]
        if len(node.reads) > 1:
            axes = self.tracker.joined(self.axes[number] for number in node.reads)
        return axes if found.window is None else self.tracker.through(axes, found.window)


def _sums(layers: Sequence[LayerReport]) -> Numbers:
    """Add the layers up; a sum that needs a number nobody knows is unknown too."""

    def added(count: str) -> Known:
        numbers = list(map(attrgetter(count), layers))
        return None if None in numbers else sum(numbers)

    return (
        added("neurons"),
        added("weights"),
        added("biases"),
        added("params"),
        added("buffers"),
        Unshared(added("unshared.weights"), added("unshared.biases"), added("unshared.params")),
        added("connections"),
        added("macs"),
        added("flops"),
        added("activations"),
    )


def _totals(layers: Sequence[LayerReport], given: Volume, rules: Arithmetic) -> Counts:
    """Add all layers up; the network's input is held too."""
    sums = Counts(*_sums(layers))
    neurons = None if sums.neurons is None else rules.all_neurons([layer.neurons or 0 for layer in layers], given)
    return replace(sums, neurons=neurons, activations=plus(sums.activations, given.values))


def _sum_up(name: str, kind: str, layers: Sequence[LayerReport]) -> LayerReport:
    """Put layers that were named together as one: what the first reads, what the last makes, the sums."""
    first, last = layers[0], layers[-1]
    inside = {layer.name for layer in layers}
    outside = dict.fromkeys(name for layer in layers for name in layer.from_ if name not in inside)
    return LayerReport(
        *_sums(layers),
        name=name,
        kind=kind,
        from_=tuple(outside),
        input=first.input,
        output=last.output,
        receptive_field=last.receptive_field,
        working=replace(last.working, parameters=None, window=None),
    )
