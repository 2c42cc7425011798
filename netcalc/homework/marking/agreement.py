"""Whether an answer is the value that is meant: exactly, to the digits given, or within a tolerance."""

from fractions import Fraction
from typing import Final, TypeAlias

from netcalc.homework.answers.given import Array, Cannot, Extents, Given, Number, Several, Truth, Word
from netcalc.homework.answers.precision import second_digit
from netcalc.homework.key.solution import Solution
from netcalc.homework.key.worked import CANNOT, UNKNOWN
from netcalc.homework.mistakes.base import Told
from netcalc.homework.sheet.tolerance import Tolerance
from netcalc.report.report import Reach

HUNDREDTH: Final = Fraction(1, 100)  # shares are worked out to two decimals
RELATIVE: Final = Fraction(1, 10**6)
ABSOLUTE: Final = Fraction(1, 10**9)
Numbers: TypeAlias = tuple[int | Fraction, ...]


def agrees(
    value: Told, given: Given, *, real: bool = False, tolerance: Tolerance | None = None, digits: int = 2
) -> bool:
    """Say whether an answer is this value; a real number to so many digits at least."""
    if value == CANNOT or isinstance(given, Cannot):
        return value in (CANNOT, UNKNOWN) and isinstance(given, Cannot)
    if isinstance(given, Truth):
        return value is given.value
    if isinstance(given, Word):
        return isinstance(value, str | tuple) and given.value == _words(value)
    if isinstance(given, Array):
        return _same_arrays(value, given, digits)
    if isinstance(given, Extents):
        return isinstance(value, tuple) and _same_extents(_sizes(value), given)
    if isinstance(given, Several):
        return False
    return _close(value, given, real=real, tolerance=tolerance, digits=digits)


def _close(value: Told, given: Number, *, real: bool, tolerance: Tolerance | None, digits: int) -> bool:
    if not isinstance(value, int | float | Fraction) or isinstance(value, bool):
        return False
    if tolerance is None and not real and not given.slack:
        return given.value == value  # most answers are whole and exact
    exact = Fraction(value)
    if tolerance is not None and abs(given.value - exact) <= tolerance.around(exact):
        return True
    if real:
        return is_as_exact(exact, given.value, given.digit if given.digits >= digits else Fraction(0))
    return abs(given.value - exact) <= min(given.slack, second_digit(exact, 1) / 2)  # ~1000 is not 760


def is_as_exact(exact: Fraction, given: Fraction, digit: Fraction) -> bool:
    """Say whether a real number is right to its last digit, rounded or cut off, or as right as a program prints it.

    >>> one, third = Fraction("0.666"), Fraction(2, 3)
    >>> is_as_exact(third, one, Fraction(1, 1000)), is_as_exact(third, Fraction("0.665"), Fraction(1, 1000))
    (True, False)
    """
    off = abs(given - exact)
    if off <= max(RELATIVE * abs(exact), ABSOLUTE):
        return True
    nearly = abs(given) + digit - max(RELATIVE * abs(exact), ABSOLUTE)  # 0.3 as a float is below 0.3
    cut = abs(given) <= abs(exact) < nearly and given * exact > 0
    return bool(digit) and (off <= digit / 2 or cut)


def _same_arrays(value: Told, given: Array, digits: int) -> bool:
    """Compare arrays value by value, each to its digits; a vector may be written as a row or a column."""
    rows = _rows(value)
    flat = [each for row in rows for each in row]
    mine = [each for row in given.rows for each in row]
    precise = [each for row in given.digits for each in row]
    vector = not isinstance(value, tuple) or not value or not isinstance(value[0], tuple)
    shaped = [len(row) for row in rows] == [len(row) for row in given.rows]
    lone = min(len(given.rows), len(given.rows[0])) == 1
    if len(flat) != len(mine) or not (shaped or (vector and lone)):
        return False
    return all(
        is_as_exact(Fraction(right), each, digit if count >= digits else Fraction(0))
        for right, each, (digit, count) in zip(flat, mine, precise, strict=True)
    )


def _rows(value: object) -> list[list[float]]:
    """Give an array as rows; one of more axes row by row of its last."""
    if not isinstance(value, tuple):
        return [[float(value)]] if isinstance(value, int | float) else []
    if all(isinstance(each, int | float) for each in value):
        return [[float(each) for each in value if isinstance(each, int | float)]]
    return [row for each in value for row in _rows(each)]


def is_share(solution: Solution, given: Number) -> bool:
    """Say whether a number is the share that is asked in percent, with more decimals, or as a fraction of 1."""
    right = solution.right
    if not solution.in_percent or not isinstance(right, int | float | Fraction):
        return False
    exact = Fraction(str(right))
    if abs(given.value - exact) <= HUNDREDTH / 2:
        return True
    digit = given.digit * 100 if given.digits > 1 else Fraction(0)
    part = given.value * 100
    return given.unit is None and (abs(part - exact) <= HUNDREDTH / 2 or is_as_exact(exact, part, digit))


def lies_between(given: Number, low: float, high: float) -> bool:
    """Say whether a number lies between two others, or is one of them."""
    return Fraction(low) - ABSOLUTE <= given.value <= Fraction(high) + ABSOLUTE


def _words(value: str | tuple[object, ...]) -> str:
    """Write a word, or words, as an answer has them."""
    return (value if isinstance(value, str) else ", ".join(map(str, value))).lower()


def _sizes(value: tuple[object, ...]) -> Numbers:
    """Give extents as numbers: of a receptive field the sizes; nothing where they are none."""
    sizes = tuple(part.size if isinstance(part, Reach) else part for part in value)
    return tuple(size for size in sizes if isinstance(size, int | Fraction))


def _same_extents(value: Numbers, given: Extents) -> bool:
    """Compare extents; one number stands for equal ones, a depth of 1 and extents of 1 may be left out."""
    mine = given.value
    if mine == value or (len(mine) == len(value) and _same_fractions(value, given)):
        return True
    if len(mine) == 1 and len(set(value)) == 1:
        return mine[0] == value[0] or _same_fractions(value[:1], given)
    if len(value) > 1 and value[-1] == 1:
        flat = value[:-1]
        return mine == flat or (len(mine) == 1 and set(flat) == set(mine))
    if len(value) == 1 and len(mine) == 2 and mine[1] == 1:
        return mine[0] == value[0]  # a column
    return _bare(mine) == _bare(value)


def _same_fractions(value: Numbers, given: Extents) -> bool:
    """Compare steps such as 1/3 with decimals."""
    digits = given.digits or (Fraction(0),) * len(value)
    triples = zip(value, given.value, digits, strict=False)
    return all(
        each == mine or (Fraction(each).denominator != 1 and is_as_exact(Fraction(each), mine, digit))
        for each, mine, digit in triples
    )


def _bare(extents: Numbers) -> Numbers:
    """Leave the spatial extents out where all of them are 1."""
    return extents[-1:] if set(extents[:-1]) <= {1} else extents
