"""The calculator: a network in, its report out."""

from dataclasses import replace
from functools import partial
from typing import Literal, overload

from netcalc.calculator.calculation import Calculation
from netcalc.calculator.fitting.unlikely import unlikely
from netcalc.calculator.rules import Rules
from netcalc.network.laying.outputs import unread
from netcalc.network.network import Network
from netcalc.network.origin import Origin
from netcalc.problems import MOST_HINTS, Problem, SpecError
from netcalc.report.claims import failures
from netcalc.report.report import LayerReport, Provenance, Report


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
    report = counted(network, Rules(network.rounding), batch=batch, dtype=dtype, optimizer=optimizer)
    if strict:
        _insist(network, report)
    return report


def counted(
    network: Network, rules: Rules, *, batch: int = 1, dtype: str = "float32", optimizer: str = "sgd"
) -> Report:
    """Work a network out by other rules than the course's: another tool's, say."""
    report = Calculation(network, rules, hints=MOST_HINTS, batch=batch, dtype=dtype, optimizer=optimizer).report
    problems = network.located(_all_problems(network, report))
    if network.origin is not None:
        report = _from(network.origin, report)
        problems = (*network.origin.found, *problems)
    return replace(report, problems=problems, advised=partial(_advised, network, report.layers))


def _from(origin: Origin, report: Report) -> Report:
    """Say of a report which file its network was read from."""
    return replace(report, source=Provenance(origin.format, origin.notes), at_least=origin.at_least)


def _insist(network: Network, report: Report) -> None:
    """Raise SpecError unless a network is valid and what it claims is true."""
    found = network.located((*report.problems, *failures(network.claims, report)))
    if any(problem.severity == "error" for problem in found):
        raise SpecError(found)


def _advised(network: Network, layers: tuple[LayerReport, ...]) -> tuple[Problem, ...]:
    """Load the rules of advice when advice is wanted."""
    from netcalc.calculator.advice.advice import advice

    return advice(network, layers)


def _all_problems(network: Network, report: Report) -> tuple[Problem, ...]:
    """Put what is wrong in the order of the file: with the input, with the layers, with what nobody reads."""
    besides = network.origin.besides if network.origin else ()
    return (*unlikely(report.inputs, network.graph), *report.problems, *unread(network.graph, besides))
