"""A network under some rules: walked at once; its counts, and its whole report, when they are wanted."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial

from netcalc.calculator.layer import Outcome
from netcalc.calculator.memory.bill import bill
from netcalc.calculator.rows import Rows
from netcalc.calculator.rules import Rules
from netcalc.calculator.sums import READERS, Whole, together, totals
from netcalc.calculator.walk import NOTHING, Walk
from netcalc.network.graph import Graph
from netcalc.network.network import Network
from netcalc.problems import Problem
from netcalc.report.counts import COUNTED, TOTALLED, Known, Totals
from netcalc.report.memory import Moments
from netcalc.report.query import Query, Value, value
from netcalc.report.report import Group, LayerReport, Leaving, Report
from netcalc.volume import Volume


class Calculation:
    """One calculation; `told` are volumes that take the place of those that layers make, by the layers' names."""

    def __init__(  # noqa: PLR0913  what can be asked for
        self,
        network: Network,
        rules: Rules,
        told: Mapping[str, Volume] = NOTHING,
        *,
        hints: int = 0,
        batch: int = 1,
        dtype: str = "float32",
        optimizer: str = "sgd",
    ) -> None:
        """Walk through the network; so many hints at most."""
        self.network, self.rules, self.hints = network, rules, hints
        self.batch, self.of = batch, (dtype, optimizer)
        self.inputs = {name: rules.comes_in(volume) for name, volume in network.inputs.items()}
        self.walk = Walk(self.inputs, network.graph, rules, told, hints)

    @property
    def valid(self) -> bool:
        """Whether every layer fits."""
        return not any(problem.severity == "error" for problem in self.walk.problems)

    @cached_property
    def misfits(self) -> tuple[str, ...]:
        """The layers that do not fit."""
        wrong = (problem.layer for problem in self.walk.problems if problem.severity == "error")
        return tuple(dict.fromkeys(name for name in wrong if name))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The layers' places in the walk, by their names."""
        return {node.name: number for number, node in enumerate(self.network.graph.nodes)}

    def layer(self, name: str) -> Outcome:
        """Give what came of a layer; of a group, of its last."""
        group = self.network.graph.groups.get(name)
        last = self.network.graph.nodes[group.span][-1].name if group else name
        return self.walk.layers[self.numbers[last]]

    def value(self, query: Query) -> Value:
        """Look a query up, in no more than it needs: a count of a layer, or of all, needs no report."""
        word = query.word.removeprefix("totals.")
        if query.layer in self.numbers and word in COUNTED:
            return self.layer(query.layer).counts[word]
        if query.layer in self.numbers and word == "output":
            return self.layer(query.layer).made
        if query.layer is None and word in TOTALLED:
            return self._whole(self._counts).total(word)
        return value(self.report, query)

    def _counts(self, word: str) -> Iterator[Known]:
        """Give one count of every layer."""
        return (found.counts[word] for found in self.walk.layers)

    def _whole(self, counts: Callable[[str], Iterable[Known]]) -> Whole:
        return Whole(counts, tuple(self.inputs.values()), self.rules)

    @cached_property
    def report(self) -> Report:
        """Every number; the problems have no lines yet."""
        graph = self.network.graph
        rows = Rows(graph, self.walk)
        layers = rows.every()
        added = rows.sums.totals = totals(self._whole(lambda name: map(READERS[name], layers)))
        loss = self.network.loss
        softmax = loss is not None and loss.kind == "softmax"
        worked = partial(_moments, graph, layers, added, self.batch, self.of, softmax=softmax)
        dtype, optimizer = self.of
        return Report(
            name=self.network.called,
            inputs=self.inputs,
            valid=self.valid,
            layers=layers,
            groups={
                name: Group(
                    group.span, group.kind, partial(together, name, group.kind, layers, group.span, group.shares)
                )
                for name, group in graph.groups.items()
            },
            totals=added,
            memory=bill(added, batch=self.batch, dtype=dtype, optimizer=optimizer, worked=worked),
            problems=self._problems(),
            outputs=tuple(Leaving(output.name, self.walk.volumes[output.node]) for output in graph.outputs),
        )

    def _problems(self) -> tuple[Problem, ...]:
        """Give what is wrong; what looks for causes, and for inputs that fit, is loaded when something is."""
        walk, graph = self.walk, self.network.graph
        if not (self.hints and walk.problems):
            return tuple(walk.problems)
        from netcalc.calculator.fitting.lost import with_causes
        from netcalc.calculator.fitting.whole import with_inputs

        found = with_causes(walk.problems, graph, self.inputs, walk.volumes)
        return tuple(with_inputs(found, graph, self.inputs, walk.rules))


def _moments(
    graph: Graph, layers: tuple[LayerReport, ...], added: Totals, batch: int, of: tuple[str, str], *, softmax: bool
) -> Moments:
    """Load what finds the highest moments of memory when they are wanted."""
    from netcalc.calculator.memory.highest import moments

    return moments(graph, layers, added, batch, of, softmax=softmax)
