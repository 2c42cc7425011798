"""Numbers as other programs take them: what is right as numbers with a margin, and decimals without an exponent."""

from fractions import Fraction
from math import floor, log10
from typing import Final

from netcalc.course.banks.entry import Near
from netcalc.homework.answers.units import PERCENT, asked
from netcalc.homework.key.solution import Solution
from netcalc.homework.marking.agreement import ABSOLUTE, HUNDREDTH, RELATIVE
from netcalc.homework.mistakes.base import exact

DIGITS: Final = 12
MOST_EXACT: Final = 2**53  # beyond, floating point has gaps


def rights(solution: Solution, right: Fraction) -> tuple[Near, ...]:
    """Give the numbers that are right, each with its margin: what `grade` takes for right, as far as that goes.

    A whole number is exact. A real one is right to the digits that are due: rounded, or cut off, or as somebody
    works it out from what a slide displays.
    """
    if solution.within is not None:
        low, high = map(Fraction, solution.within)
        return (Near((low + high) / 2, (high - low) / 2),)
    own = near(solution, right)
    others = [_cut(own.value, solution.digits)] if is_rounded(solution) else []
    others += [found for each in solution.also_right() if (found := exact(each)) is not None]
    beside = [Near(value, margin(solution, value) if value else Fraction(0)) for value in dict.fromkeys(others)]
    return (own, *(each for each in beside if not own.holds(each.value)))


def near(solution: Solution, value: Fraction) -> Near:
    """Give a number, in the unit that the sheet means, with its margin."""
    in_unit = value / solution.scale
    tolerance = solution.item.question.tolerance
    wider = tolerance.around(value) / solution.scale if tolerance else Fraction(0)
    return Near(in_unit, max(wider, margin(solution, in_unit)))


def margin(solution: Solution, value: Fraction) -> Fraction:
    """Say how far off a number may be that is written with the digits that are due."""
    if not is_rounded(solution):
        return Fraction(0)
    unit = _digit(value, solution.digits)
    rounded = round(value / unit) * unit if unit else value  # with more digits one is nearer still
    least = HUNDREDTH / 2 if asked(solution.word) == PERCENT else max(RELATIVE * abs(value), ABSOLUTE)
    return _up(abs(rounded - value) + least)


def is_rounded(solution: Solution) -> bool:
    """Say whether the number is a real one, a share, or one in a larger unit than it was counted in."""
    return solution.real or solution.scale > 1 or asked(solution.word) == PERCENT


def _digit(value: Fraction, digits: int) -> Fraction:
    """Give one unit of the last of so many digits."""
    if not value:
        return Fraction(0)
    place = floor(log10(abs(value))) - digits + 1
    return Fraction(10) ** place


def _up(margin: Fraction) -> Fraction:
    """Round a margin up to two digits."""
    unit = _digit(margin, 2)
    return -(-margin // unit) * unit


def _cut(value: Fraction, digits: int) -> Fraction:
    """Cut a number off after so many digits."""
    unit = _digit(value, digits)
    if not unit:
        return value
    return (abs(value) // unit) * unit * (1 if value > 0 else -1)


def decimal(value: Fraction) -> str:
    """Write a number without an exponent: a whole one exactly, another in twelve digits.

    >>> decimal(Fraction(-3, 8)), decimal(Fraction(1, 3)), decimal(Fraction(10**20)), decimal(Fraction(1, 10**9))
    ('-0.375', '0.333333333333', '100000000000000000000', '0.000000001')
    """
    if value.denominator == 1:
        return str(value.numerator)
    places = max(0, DIGITS - 1 - floor(log10(abs(value))))
    text = f"{abs(round(value * 10**places)):0{places + 1}d}"
    whole, part = (text[: len(text) - places], text[len(text) - places :]) if places else (text, "")
    written = f"{whole}.{part}".rstrip("0").rstrip(".") if places else whole
    return f"-{written}" if value < 0 and written.strip("0.") else written


def is_too_long(near: Near) -> bool:
    """Say whether floating point cannot tell a number from its neighbours."""
    return not near.off and abs(near.value) > MOST_EXACT
