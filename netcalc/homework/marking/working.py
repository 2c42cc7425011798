"""The right answer with its arithmetic, in the conventions of the sheet."""

from dataclasses import replace
from fractions import Fraction
from typing import Final

from netcalc.explanation.explain import TOTALS, explain
from netcalc.explanation.step import Step
from netcalc.homework.key.of_network import NetworkSolution
from netcalc.homework.key.solution import Solution
from netcalc.homework.key.worked import CANNOT
from netcalc.report.report import Reach
from netcalc.volume import Volume

MOST_SMALL: Final = 99  # 1/8 is told as it is, 2823/100 as 28.23
MOST_SHORT: Final = 10_000


def working(solution: Solution) -> str:
    """Give the arithmetic and the value."""
    right = solution.right
    if right == CANNOT:
        return "The answer: it does not fit."
    made = steps(solution) if isinstance(solution, NetworkSolution) else []
    end = ending(solution)
    if not made:
        return f"The answer: {told(right)}{end}."
    return "; ".join(map(_worked, made)) + f"{end}."


def ending(solution: Solution) -> str:
    """Put the key in the unit, or the order, that the sheet means."""
    right, conventions = solution.right, solution.conventions
    if solution.scale > 1 and isinstance(right, int):
        return f" bytes = {_short(Fraction(right, solution.scale))} {conventions.memory}"
    if isinstance(right, Volume) and conventions.told(right) != tuple(right):
        return f", on this sheet written {told(conventions.told(right))}"
    return ""


def _short(value: Fraction) -> str:
    """Write a number of some unit in four digits, or as a whole one."""
    return f"{float(value):.4g}" if value < MOST_SHORT else f"{round(value):,}"


def steps(solution: NetworkSolution) -> list[Step]:
    """Give the steps of the number that is asked, as the sheet counts."""
    found = explain(solution.network.report(), solution.query.layer or TOTALS)
    own = [step for step in found.steps if step.number == solution.query.word]
    if solution.conventions.flop == "mac" and solution.word.rpartition(".")[2] == "flops":
        return [_counted_once(solution, step) for step in own]
    return own


def _counted_once(solution: NetworkSolution, step: Step) -> Step:
    """Leave the 2 out of a step to flops, where a multiply-add is one of them."""
    right = solution.right
    value = right if isinstance(right, int) else None
    return replace(step, made=None, same="macs, as a multiply-add counts once here", value=value)


def _worked(step: Step) -> str:
    return " = ".join(part for part in (step.symbol, step.formula, step.numbers, told(step.value)) if part)


def told(value: object) -> str:
    """Write a value.

    >>> told(61706), told((28, 28, 6)), told(1 / 3), told(((0.1 + 0.2, 2.0), (3.0, 4.0)))
    ('61,706', '28x28x6', '0.3333', '[[0.3, 2], [3, 4]]')
    """
    if isinstance(value, float) or (isinstance(value, Fraction) and value.denominator > MOST_SMALL):
        return f"{float(value):.4g}"
    if isinstance(value, tuple):
        return _several(value)
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _several(values: tuple[object, ...]) -> str:
    """Write extents, the sizes of a receptive field, an array row by row, or the letters of a choice."""
    values = tuple(each.size if isinstance(each, Reach) else each for each in values)
    if any(isinstance(each, float | tuple) for each in values):
        return f"[{', '.join(map(told, values))}]"
    return (", " if any(isinstance(each, str) for each in values) else "x").join(map(str, values))
