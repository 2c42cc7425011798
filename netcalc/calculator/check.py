"""Whether a network is what it should be: valid, and what it claims of itself true."""

from netcalc.calculator.calculator import calculate
from netcalc.network.network import Network
from netcalc.problems import Problem
from netcalc.report.claims import failures, meant_invalid
from netcalc.report.report import Report


def check(network: Network) -> tuple[Problem, ...]:
    """Say what is wrong with a network, as `netcalc check` does. A misfit that the spec claims is not wrong.

    >>> [problem.message for problem in check(Network(input=3, layers=["relu"], expect={"output": 4}))]
    ['output is 3, not 4']
    """
    return checked(network, calculate(network))


def checked(network: Network, report: Report) -> tuple[Problem, ...]:
    """Say what is wrong with a network that was worked out."""
    fits_not = meant_invalid(network.claims) and not report.valid
    return network.located((*(() if fits_not else report.problems), *failures(network.claims, report)))
