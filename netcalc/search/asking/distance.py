"""How far off a value is: by how much its numbers would have to change for a condition to hold."""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor
from typing import Any, TypeAlias

Ends: TypeAlias = tuple[int | None, int | None]


def ends(test: str, bound: Fraction) -> Ends:
    """Give the whole numbers between which one has to be, ends included; None where there is no end.

    >>> ends("<", Fraction(5)), ends(">=", Fraction(9, 2)), ends("==", Fraction(3))
    ((None, 4), (5, None), (3, 3))
    """
    if test in ("==", "!="):
        return ceil(bound), floor(bound)
    if test in ("<=", "<"):
        return None, floor(bound) if test == "<=" else ceil(bound) - 1
    return ceil(bound) if test == ">=" else floor(bound) + 1, None


def rounded(number: Fraction, half: Fraction) -> Ends:
    """Give the whole numbers that are this one where it is rounded."""
    return ceil(number - half), floor(number + half)


def apart(test: str, pairs: Iterable[tuple[Any, Any]]) -> Fraction:
    """Add up how far each number is from its bound; of whole numbers, from the nearest one that would do.

    >>> int(apart("<", [(30, 28)])), int(apart(">=", [(27, 28), (30, 28)])), apart("<", [(Fraction(61, 2), 30)])
    (3, 1, Fraction(1, 2))
    """
    return sum((_one(test, number, Fraction(bound)) for number, bound in pairs), Fraction(0))


def _one(test: str, number: int | Fraction, bound: Fraction) -> Fraction:
    if isinstance(number, int):
        return outside(Fraction(number), ends(test, bound))
    inside = (test in ("<", "<=") and number <= bound) or (test in (">", ">=") and number >= bound)
    return Fraction(0) if inside else abs(number - bound)


def outside(number: Fraction, between: Ends) -> Fraction:
    """Say how far a number is from the nearest between two ends."""
    least, most = between
    below = Fraction(0) if least is None else max(least - number, Fraction(0))
    above = Fraction(0) if most is None else max(number - most, Fraction(0))
    return below + above
