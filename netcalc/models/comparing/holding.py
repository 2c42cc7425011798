"""A network held against another: of a file, or of Python code, which is run."""

from netcalc.calculator.calculator import calculate
from netcalc.models.comparing import against, weights
from netcalc.models.modules.module import in_code, is_code
from netcalc.network.bundle import load
from netcalc.network.network import Network
from netcalc.problems import UNFIT_FORMAT, Problem
from netcalc.report.report import Report


def held_against(network: Network, report: Report, other: str) -> tuple[Problem, ...]:
    """Say where another network, a file's or that of `model.py:Net`, differs first."""
    if not is_code(other):
        found = load(other)
        return against.differences(report, calculate(found), other, found.origin.lines if found.origin else {})
    made = in_code(other, network)
    if made.network is not None:
        lines = made.network.origin.lines if made.network.origin else {}
        return against.differences(report, calculate(made.network), other, lines)
    message = f"{made.refused}; so its arrays alone are held against the spec"
    said = Problem(code=UNFIT_FORMAT, severity="warning", message=message)
    return (said, *weights.differences(report, made.arrays, other))
