"""All the advice on a network, each piece once for each place where it is written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from netcalc import problems
from netcalc.calculator.advice.border import border_washes_away
from netcalc.calculator.advice.linear import linear_on_linear
from netcalc.calculator.advice.norms import bias_before_norm
from netcalc.calculator.advice.saturating import saturating
from netcalc.calculator.advice.scores import activation_on_scores, softmax_twice
from netcalc.calculator.advice.view import View
from netcalc.network.network import Network
from netcalc.problems import Problem
from netcalc.report.report import LayerReport

RULES: Final[Mapping[str, Callable[[View], Iterator[Problem]]]] = {
    problems.SOFTMAX_TWICE: softmax_twice,
    problems.ACTIVATION_ON_SCORES: activation_on_scores,
    problems.LINEAR_ON_LINEAR: linear_on_linear,
    problems.BIAS_BEFORE_NORM: bias_before_norm,
    problems.SATURATING: saturating,
    problems.BORDER_WASHES_AWAY: border_washes_away,
}


def advice(network: Network, layers: Sequence[LayerReport]) -> tuple[Problem, ...]:
    """Give the advice on a network whose layers were worked out, with its places in the file."""
    view = View(network, layers)
    found = {(each.code, each.path): each for rule in RULES.values() for each in reversed(tuple(rule(view)))}
    order = {node.name: number for number, node in enumerate(view.nodes)}
    return network.located(sorted(found.values(), key=lambda each: order[each.layer or ""]))
