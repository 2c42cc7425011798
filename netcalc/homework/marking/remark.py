"""What is wrong with an answer where it is not a mistake in the sum."""

from fractions import Fraction

from netcalc.homework.answers.given import Array, Cannot, Extents, Given, Number
from netcalc.homework.answers.precision import round_figure, second_digit
from netcalc.homework.answers.units import suits
from netcalc.homework.key.solution import Solution
from netcalc.homework.key.worked import CANNOT
from netcalc.homework.marking.agreement import agrees
from netcalc.homework.mistakes.base import Told
from netcalc.volume import Volume


def remark(solution: Solution, given: Given) -> str:
    """Say what is wrong; nothing where it may be a mistake in the sum."""
    right = solution.right
    if isinstance(given, Cannot) and isinstance(right, int | float | Fraction) and not solution.rounded:
        return "the answer is still a number"
    if not isinstance(given, Extents):
        return ""
    if right == CANNOT and any(extent.denominator != 1 for extent in given.value):
        return "an extent that is not whole is where the formula leads, not yet the answer: say what follows from it"
    if not isinstance(right, Volume) or not _flat(right, given.value):
        return ""
    if len(given.value) > 1 and given.value[-1] == right.depth and given.value != right.spatial:
        return "an axis is left out"
    return "the depth is left out" if list(given.value) != [right.depth] else "the depth alone is no volume"


def too_short(solution: Solution, given: Given) -> str:
    """Say where a number is right as far as it goes, with fewer digits than are due."""
    if is_rounded_off(solution, given):
        return "it is right as far as it goes, and rounded too far: write a digit more"
    real = isinstance(given, Array) or (solution.real and isinstance(given, Number))
    if not real or not agrees(solution.right, given, real=True, digits=1) or _is_coarse(solution.right, given):
        return ""
    return f"it is right as far as it goes, and too short: write {solution.digits} digits at least"


def _is_coarse(right: Told, given: Given) -> bool:
    """Say whether the last digit stands before the first of what is right: 1 tells nothing of 0.73."""
    return isinstance(given, Number) and isinstance(right, float) and given.digit > second_digit(Fraction(right), 1)


def is_rounded_off(solution: Solution, given: Given) -> bool:
    """Say whether a rounded figure is right to its last digit that is no zero: 250K of 246,824."""
    right = solution.right
    if not isinstance(given, Number) or not given.slack or not isinstance(right, int):
        return False
    unit = given.unit is None or suits(given.unit, solution.word)
    return unit and abs(given.value - right) <= min(last_digit(given), second_digit(Fraction(right), 1)) / 2


def last_digit(given: Number) -> Fraction:
    """Give a unit of the last digit that is no zero, of a number as it was written."""
    return given.digit * round_figure(given.value / given.digit) if given.digit else Fraction(0)


def _flat(right: Volume, mine: tuple[Fraction, ...]) -> bool:
    """Say whether extents lack the depth: an extent too few, or one number for all of the spatial ones."""
    if right.depth == 1 or set(right.spatial) <= {1}:
        return False
    return len(mine) == len(right) - 1 or (len(mine) == 1 and {*mine} == {*right.spatial})
