"""The calculator: a network in, its report out."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final, Literal, overload

from netcalc.calculator.memory.bill import bill
from netcalc.calculator.rules import Rules
from netcalc.calculator.sums import Whole, together, totals
from netcalc.calculator.unlikely import unlikely
from netcalc.calculator.walk import NOTHING, Walk
from netcalc.network.graph import Graph
from netcalc.network.laying.outputs import unread
from netcalc.network.network import Network
from netcalc.problems import Problem, SpecError
from netcalc.report.claims import failures
from netcalc.report.counts import Totals
from netcalc.report.memory import Moments
from netcalc.report.report import Group, LayerReport, Leaving, Report
from netcalc.volume import Volume

MOST_HINTS: Final = 100


@overload
def calculate(
    network: Network, *, batch: int = 1, dtype: str = "float32", optimizer: str = "sgd", strict: Literal[True]
) -> Report[int]: ...
@overload
def calculate(
    network: Network, *, batch: int = 1, dtype: str = "float32", optimizer: str = "sgd", strict: bool = False
) -> Report: ...
def calculate(
    network: Network, *, batch: int = 1, dtype: str = "float32", optimizer: str = "sgd", strict: bool = False
) -> Report:
    """Work out every number of a network; what does not fit is in `problems`, and the rest is still there.

    `batch`, `dtype` (float64, float32, float16, bfloat16, mixed, int8) and `optimizer` (sgd, momentum, adam, adamw)
    are for the memory.
    `strict`: SpecError unless the network is valid and what it expects is true; no number is then missing.

    >>> from netcalc.network.network import Network
    >>> report = calculate(Network(input="3", layers=[{"fc": 4}, {"fc": 2}]))
    >>> report.totals.neurons, report.totals.weights, report.totals.params
    (6, 20, 26)
    """
    if not isinstance(network, Network):
        message = f"calculate takes a Network, not {network!r:.60}: netcalc.load(...) and netcalc.Network(...) give one"
        raise TypeError(message)
    report = recalculate(
        network, Rules(network.rounding), hints=MOST_HINTS, batch=batch, dtype=dtype, optimizer=optimizer
    )
    problems = network.located(_all_problems(network, report))
    report = replace(report, problems=problems, advised=partial(_advised, network, report.layers))
    if strict:
        _insist(network, report)
    return report


def _insist(network: Network, report: Report) -> None:
    """Raise SpecError unless a network is valid and what it claims is true."""
    found = network.located((*report.problems, *failures(network.claims, report)))
    if any(problem.severity == "error" for problem in found):
        raise SpecError(found)


def _advised(network: Network, layers: tuple[LayerReport, ...]) -> tuple[Problem, ...]:
    """Load the rules of advice when advice is wanted."""
    from netcalc.calculator.advice.advice import advice

    return advice(network, layers)


def _hinted(walk: Walk, graph: Graph, given: Mapping[str, Volume]) -> list[Problem]:
    """Load what looks for causes, and for inputs that fit, when something is wrong."""
    from netcalc.calculator.lost import with_causes
    from netcalc.calculator.whole import with_inputs

    return with_inputs(with_causes(walk.problems, graph, given, walk.volumes), graph, given, walk.rules)


def _moments(graph: Graph, layers: tuple[LayerReport, ...], added: Totals, batch: int, of: tuple[str, str]) -> Moments:
    """Load what finds the highest moments of memory when they are wanted."""
    from netcalc.calculator.memory.highest import moments

    return moments(graph, layers, added, batch, of)


def _all_problems(network: Network, report: Report) -> tuple[Problem, ...]:
    """Put what is wrong in the order of the file: with the input, with the layers, with what nobody reads."""
    return (*unlikely(report.inputs, network.graph), *report.problems, *unread(network.graph))


def recalculate(  # noqa: PLR0913  what can be asked for
    network: Network,
    rules: Rules,
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
    given = {name: rules.comes_in(volume) for name, volume in network.inputs.items()}
    walk = Walk(given, network.graph, rules, told, hints)
    layers = tuple(map(walk.layer, network.graph.nodes))
    found = _hinted(walk, network.graph, given) if hints and walk.problems else walk.problems
    added = totals(Whole(layers, tuple(given.values()), rules))
    walk.sums.totals = added
    worked = partial(_moments, network.graph, layers, added, batch, (dtype, optimizer))
    return Report(
        name=network.called,
        inputs=given,
        valid=not any(problem.severity == "error" for problem in walk.problems),
        layers=layers,
        groups={
            name: Group(group.span, partial(together, name, group.kind, layers, group.span, group.shares))
            for name, group in network.graph.groups.items()
        },
        totals=added,
        memory=bill(added, batch=batch, dtype=dtype, optimizer=optimizer, worked=worked),
        problems=tuple(found),
        outputs=tuple(Leaving(output.name, walk.volumes[output.node]) for output in network.graph.outputs),
    )
