"""Whether an answer is the value that is meant: exactly, to the digits given, or within a tolerance."""

import math
from fractions import Fraction
from typing import TypeAlias

from netcalc.homework.answers.given import Cannot, Extents, Given, Number, Truth, Word
from netcalc.homework.key.worked import CANNOT
from netcalc.homework.mistakes.base import Told
from netcalc.homework.sheet.tolerance import Tolerance
from netcalc.report.report import Reach

Numbers: TypeAlias = tuple[int | Fraction, ...]


def agrees(value: Told, given: Given, *, real: bool = False, tolerance: Tolerance | None = None) -> bool:
    """Say whether an answer is this value."""
    if value == CANNOT or isinstance(given, Cannot):
        return value == CANNOT and isinstance(given, Cannot)
    if isinstance(given, Truth):
        return value is given.value
    if isinstance(given, Word):
        return isinstance(value, str | tuple) and given.value == _words(value)
    if isinstance(given, Extents):
        return isinstance(value, tuple) and _same_extents(_sizes(value), given.value)
    return _close(value, given, real=real, tolerance=tolerance)


def _close(value: Told, given: Number, *, real: bool, tolerance: Tolerance | None) -> bool:
    if not isinstance(value, int | float | Fraction) or isinstance(value, bool):
        return False
    if not given.slack and not real and tolerance is None:
        return given.value == value
    exact = Fraction(value)
    slack = given.slack or (two_digits(exact) if real else Fraction(0))
    return abs(given.value - exact) <= max(slack, tolerance.around(exact) if tolerance else slack)


def two_digits(value: Fraction) -> Fraction:
    """Give half a unit of a number's second digit."""
    if not value:
        return Fraction(1, 200)
    power = math.floor(math.log10(abs(value.numerator)) - math.log10(value.denominator))
    return Fraction(1, 2) * Fraction(10) ** (power - 1)


def _words(value: str | tuple[object, ...]) -> str:
    """Write a word, or words, as an answer has them."""
    return (value if isinstance(value, str) else ", ".join(map(str, value))).lower()


def _sizes(value: tuple[object, ...]) -> Numbers:
    """Give extents as numbers: of a receptive field the sizes; nothing where they are none."""
    sizes = tuple(part.size if isinstance(part, Reach) else part for part in value)
    return tuple(size for size in sizes if isinstance(size, int | Fraction))


def _same_extents(value: Numbers, mine: Numbers) -> bool:
    """Compare extents; one number stands for equal ones, a depth of 1 and extents of 1 may be left out."""
    if mine == value:
        return True
    if len(mine) == 1 and len(set(value)) == 1:
        return mine[0] == value[0]
    if len(value) > 1 and value[-1] == 1:
        flat = value[:-1]
        return mine == flat or (len(mine) == 1 and set(flat) == set(mine))
    return _bare(mine) == _bare(value)


def _bare(extents: Numbers) -> Numbers:
    """Leave the spatial extents out where all of them are 1."""
    return extents[-1:] if set(extents[:-1]) <= {1} else extents
