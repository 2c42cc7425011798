"""The one walk: layer by layer through the graph, every number from what each layer says of itself."""

from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Final, TypeAlias

from netcalc.arithmetic import Arithmetic
from netcalc.fit import judge
from netcalc.graph import INPUT, Graph, Node
from netcalc.layers.base import Layer, Misfit, Parameter, Role, Window
from netcalc.memory import bill
from netcalc.network import Network
from netcalc.problems import Problem
from netcalc.receptive import Axes, Seen, Tracker, reaches
from netcalc.report import Counts, LayerReport, ReceptiveField, Report, Unshared, Working
from netcalc.volume import Volume

MOST_HINTS: Final = 100
KEPT: Final[dict[Role, str]] = {
    "weight": "weights", "scale": "weights", "slope": "weights", "bias": "biases", "shift": "biases",
    "statistic": "buffers",
}  # fmt: skip
KINDS_KEPT: Final = ("weights", "biases", "buffers")
UNKNOWN: Final = Unshared(None, None, None)
NONE: Final = Unshared(0, 0, 0)

Known: TypeAlias = int | None
Numbers: TypeAlias = tuple[Known, Known, Known, Known, Known, Unshared, Known, Known, Known, Known]


def calculate(network: Network, *, batch: int = 1, dtype: str = "float32", optimizer: str = "sgd") -> Report:
    """Work out every number of a network; what does not fit is in `problems`, and the rest is still there.

    `batch`, `dtype` (float64, float32, float16, bfloat16) and `optimizer` (sgd, momentum, adam) are for the memory.

    >>> from netcalc.network import Network
    >>> report = calculate(Network(input="3", layers=[{"fc": 4}, {"fc": 2}]))
    >>> report.totals.neurons, report.totals.weights, report.totals.params
    (6, 20, 26)
    """
    walk = Walk(network.input, network.graph, Arithmetic(network.rounding))
    layers = tuple(map(walk.layer, network.graph.nodes))
    totals = _totals(layers, network.input)
    found = network.located(walk.problems)
    return Report(
        name=network.called,
        input=network.input,
        valid=not any(problem.severity == "error" for problem in found),
        layers=layers,
        groups={name: _group(name, layers[span]) for name, span in network.graph.groups.items()},
        spans=network.graph.groups,
        totals=totals,
        memory=bill(totals, batch=batch, dtype=dtype, optimizer=optimizer),
        problems=found,
    )


class Walk:
    """One walk over a graph; it keeps what later layers read: volumes, receptive fields, names."""

    def __init__(self, given: Volume, graph: Graph, rules: Arithmetic) -> None:
        """Start at the input."""
        self.rules = rules
        self.tracker = Tracker(rules)
        self.names = [*(node.name for node in graph.nodes), INPUT]
        self.volumes: list[Volume | None] = [None] * len(graph.nodes) + [given]
        self.axes: list[Axes | None] = [None] * len(graph.nodes) + [tuple(Seen() for _ in given.spatial)]
        self.fields: list[ReceptiveField | None] = [None for _ in graph.nodes]
        self.fields.append(reaches(self.axes[-1]))
        self.problems: list[Problem] = []
        self.number = 0

    def layer(self, node: Node) -> LayerReport:
        """Work out the next layer."""
        given = tuple(self.volumes[number] for number in node.reads)
        known = tuple(volume for volume in given if volume is not None)
        made, window, parameters = None, None, None
        if len(known) == len(given):
            made, window = self._slide(node, known)
            parameters = self._parameters(node, known, made)
        axes = self._see(node.layer, node.reads, window) if made is not None else None
        unchanged = axes is not None and axes is self.axes[node.reads[0]]
        field = self.fields[node.reads[0]] if unchanged else reaches(axes)
        self.volumes[self.number], self.axes[self.number], self.fields[self.number] = made, axes, field
        self.number += 1
        return LayerReport(
            *_count(node.layer, made, parameters, self.rules),
            name=node.name,
            kind=node.layer.kind,
            from_=tuple(self.names[number] for number in node.reads),
            input=given[0] if len(given) == 1 else given,
            output=made,
            receptive_field=field,
            working=Working(node.layer, given, parameters, window),
        )

    def _slide(self, node: Node, given: tuple[Volume, ...]) -> tuple[Volume | None, Window | None]:
        try:
            made = node.layer.output(*given, rules=self.rules)
            window = node.layer.window(*given, rules=self.rules)
        except Misfit as misfit:
            self._misfit(node, misfit)
            return None, None
        if window is not None:
            problem = judge(given[0], window, self.rules, hints=len(self.problems) < MOST_HINTS)
            if problem is not None:
                self._note(node, problem)
        return made, window

    def _parameters(self, node: Node, given: tuple[Volume, ...], made: Volume | None) -> tuple[Parameter, ...] | None:
        try:
            return node.layer.parameters(*given, made=made, rules=self.rules)
        except Misfit as misfit:
            if made is not None:
                self._misfit(node, misfit)
            return None

    def _misfit(self, node: Node, misfit: Misfit) -> None:
        self._note(node, Problem(code=misfit.code, message=misfit.message, hint=misfit.hint, path=(misfit.field,)))

    def _note(self, node: Node, problem: Problem) -> None:
        self.problems.append(replace(problem, layer=node.name, path=(*node.path, node.layer.kind, *problem.path)))

    def _see(self, layer: Layer, reads: tuple[int, ...], window: Window | None) -> Axes | None:
        if layer.reads_all:
            return None
        axes = self.axes[reads[0]]
        if len(reads) > 1:
            axes = self.tracker.joined(self.axes[number] for number in reads)
        return axes if window is None else self.tracker.through(axes, window)


def _count(layer: Layer, made: Volume | None, parameters: tuple[Parameter, ...] | None, rules: Arithmetic) -> Numbers:
    """Count a layer's numbers, in the order of `Counts`."""
    held = 0 if layer.in_place else None if made is None else made.values
    if parameters is None:
        return (None, None, None, None, None, UNKNOWN, None, None, None, held)
    if not parameters:
        return (0, 0, 0, 0, 0, NONE, 0, 0, 0, held)
    stored = dict.fromkeys(KINDS_KEPT, 0)
    unshared: dict[str, Known] = {**stored}
    macs: Known = 0
    for array in parameters:
        kept, every = KEPT[array.role], array.unshared
        stored[kept] += array.count
        unshared[kept] = _plus(unshared[kept], every)
        if array.role == "weight":
            macs = _plus(macs, every)
    params = _plus(unshared["weights"], unshared["biases"])
    return (
        rules.neurons(made, weighted=any(array.role == "weight" for array in parameters)),
        stored["weights"],
        stored["biases"],
        stored["weights"] + stored["biases"],
        stored["buffers"],
        Unshared(unshared["weights"], unshared["biases"], params),
        params,
        macs,
        None if macs is None else rules.flops(macs),
        held,
    )


def _plus(one: Known, other: Known) -> Known:
    return None if one is None or other is None else one + other


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


def _totals(layers: Sequence[LayerReport], given: Volume) -> Counts:
    """Add all layers up; the network's input is held too."""
    sums = Counts(*_sums(layers))
    return replace(sums, activations=_plus(sums.activations, given.values))


def _group(name: str, layers: Sequence[LayerReport]) -> LayerReport:
    """Put layers that were named together as one: what the first reads, what the last makes, the sums."""
    first, last = layers[0], layers[-1]
    return LayerReport(
        *_sums(layers),
        name=name,
        kind="repeat",
        from_=first.from_,
        input=first.input,
        output=last.output,
        receptive_field=last.receptive_field,
        working=last.working,
    )
