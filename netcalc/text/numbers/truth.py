"""A value as what it counts for: an exact number, or a truth."""

from fractions import Fraction
from math import isfinite
from typing import Any


def true(value: object) -> bool | None:
    """Say whether a truth or a number (0 is false) is true; None of anything else."""
    found = value if isinstance(value, bool) else exact(value)
    return None if found is None else bool(found)


def exact(value: object) -> Fraction | None:
    """Give a number exactly; None of anything else, a truth and what is not finite included.

    What is taken for an integer, and is none, stays as it is: it has arithmetic of its own.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, int):
        return None if isinstance(value, bool) else fraction(value)
    return Fraction(str(value)) if isinstance(value, float) and isfinite(value) else None


def fraction(number: Any) -> Any:
    """Make a fraction of an integer; what is none is itself."""
    return Fraction(number) if type(number) is int else number
