"""How the questions of a sheet want to be answered: its conventions, in sentences, as far as they are asked about."""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Final, NamedTuple

from netcalc.homework.key.key import Key
from netcalc.homework.key.solution import Solution
from netcalc.homework.sheet.conventions import Conventions

ORDERS: Final = {
    "whd": ("width x height x depth", "32x24x3"),
    "hwd": ("height x width x depth", "24x32x3"),
    "dhw": ("depth x height x width", "3x24x32"),
}
FLOPS: Final = {"mac": "A multiply-add is one operation.", "2mac": "A multiply-add is two operations."}
ROUNDING: Final = {
    "exact": "A window that does not fit evenly does not fit.",
    "floor": "Where a window does not fit evenly, the division is rounded down.",
    "ceil": "Where a window does not fit evenly, the division is rounded up.",
}
MISFIT: Final = "Where something does not fit, write: cannot."
REAL: Final = "Give a real number with two digits at least; 2/3 and exp(-1) are numbers too."
KINKS: Final = {
    "first": "at a tie the first input gets the gradient, and a slope at a kink is that on its left",
    "both": "at a tie both inputs get the gradient, and a slope at a kink is that on its right",
    "half": "at a kink a slope is the mean of those on both sides",
    "left": "at a kink a slope is that on its left",
    "right": "at a kink a slope is that on its right",
}


class Rule(NamedTuple):
    """A sentence, and of which questions it is true; one for people may not be true of another program."""

    said: str
    holds: Callable[[Solution], bool]
    for_people: bool = False


def rules(key: Key) -> tuple[str, ...]:
    """Give the sentences that stand above a sheet."""
    return tuple(rule.said for rule in _rules(key.sheet.conventions) if any(map(rule.holds, key.solutions.values())))


def rules_of(solution: Solution) -> tuple[str, ...]:
    """Give the sentences of one question, as far as any program goes by them."""
    every = (rule for rule in _rules(solution.conventions) if not rule.for_people)
    return tuple(rule.said for rule in every if rule.holds(solution))


def _rules(means: Conventions) -> Iterator[Rule]:
    order, example = ORDERS[means.volume]
    yield Rule(f"Write a volume as {order}: {example}.", is_volume)
    yield Rule(MISFIT, _asks_network, for_people=True)
    if means.rounding is not None:
        yield Rule(ROUNDING[means.rounding], _asks_network, for_people=True)
    yield Rule(FLOPS[means.flop], partial(_names, {"flops", "training_flops"}))
    counts = "a" if means.bias_counts_as_connection else "no"
    yield Rule(f"A bias counts as {counts} connection.", partial(_names, {"connections"}))
    yield Rule(f"Memory is in {means.memory}.", partial(_names, {"memory"}))
    yield Rule(REAL, _asks_circuit, for_people=True)
    if means.kink is not None:
        yield Rule(f"For gradients: {KINKS[means.kink]}.", _asks_circuit)


def is_volume(solution: Solution) -> bool:
    """Say whether a question asks for a volume."""
    return _names({"input", "output"}, solution)


def _names(words: Collection[str], solution: Solution) -> bool:
    return any(word in words for word in solution.word.split("."))


def _asks_network(solution: Solution) -> bool:
    return solution.item.query is not None


def _asks_circuit(solution: Solution) -> bool:
    return solution.item.question.circuit is not None
