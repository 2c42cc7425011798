"""Conditions held against columns: where they hold, and how far off the others are."""

from fractions import Fraction
from itertools import zip_longest
from typing import Any, Final

import numpy as np

from netcalc.search.asking.conditions import Condition
from netcalc.search.asking.distance import Ends, rounded
from netcalc.search.asking.distance import ends as bounded
from netcalc.search.vectors.answers import Answer, Extents
from netcalc.search.vectors.columns.many import Many, column, ends
from netcalc.search.vectors.made import Found, Known
from netcalc.search.vectors.walk import both

MISSING: Final = object()


def holds(condition: Condition, found: Answer, other: Answer | None) -> Known:
    """Say where a condition holds of the answers; never where one is unknown."""
    if isinstance(found, Found | Extents):
        if other is None:
            return _bounded(condition, found)
        if isinstance(other, Found | Extents):
            return _compared(condition.test, found, other)
        return False
    wanted = bool(condition.bound)
    true = condition.test == "=="
    return found if wanted is true else _not(found)


def _not(known: Known) -> Known:
    return not known if isinstance(known, bool) else ~known


def numbers(found: Found | Extents) -> tuple[Any, ...]:
    """Give the numbers of an answer."""
    return (found.number,) if isinstance(found, Found) else found.numbers


def _bounded(condition: Condition, found: Found | Extents) -> Known:
    """Compare with a value."""
    bounds = bounds_of(condition, len(numbers(found)))
    if bounds is None:
        return found.known if condition.test == "!=" else False
    held: Known = True
    for number, (least, most) in zip(numbers(found), bounds, strict=True):
        held = both(held, _between(number, least, most))
    return both(found.known, _not(held) if condition.test == "!=" else held)


def bounds_of(condition: Condition, axes: int) -> list[Ends] | None:
    """Give the integers between which each number has to be; None where there are not as many."""
    bound = condition.bound
    if condition.test == "~":
        return [rounded(*bound)]
    parts = bound if isinstance(bound, tuple) else (bound,)
    if len(parts) == 1 and condition.test not in ("==", "!="):
        parts *= axes
    return [bounded(condition.test, Fraction(part)) for part in parts] if len(parts) == axes else None


def _between(number: Any, least: int | None, most: int | None) -> Known:
    """Say where a number is between two ends, by its bounds where they say it."""
    low, high = ends(number)
    if (least is not None and high < least) or (most is not None and low > most):
        return False
    above: Known = True if least is None or low >= least else column(number) >= least
    below: Known = True if most is None or high <= most else column(number) <= most
    return both(above, below)


COMPARE: Final[dict[str, Any]] = {
    "==": np.equal, "!=": np.not_equal, "<=": np.less_equal, ">=": np.greater_equal, "<": np.less, ">": np.greater
}  # fmt: skip


def _compared(test: str, found: Found | Extents, other: Found | Extents) -> Known:
    """Compare two answers, number by number."""
    known, one, two = both(found.known, other.known), numbers(found), numbers(other)
    if known is False or len(one) != len(two):
        return known if test == "!=" else False
    each = "==" if test == "!=" else test
    held: Known = True
    for left, right in zip_longest(one, two, fillvalue=MISSING):
        mask = COMPARE[each](column(left), column(right))
        held = both(held, mask if type(left) is Many or type(right) is Many else bool(mask))
    return both(known, _not(held) if test == "!=" else held)


def off(condition: Condition, found: Answer, other: Answer | None) -> Any:
    """Give how far off the numbers are, rounded: infinity where that is no number."""
    if not isinstance(found, Found | Extents) or condition.test == "!=":
        return np.inf
    bounds: list[Any] | None
    if other is None:
        bounds = bounds_of(condition, len(numbers(found)))
    elif isinstance(other, Found | Extents) and len(numbers(other)) == len(numbers(found)):
        bounds = [_beside(condition.test, column(each)) for each in numbers(other)]
    else:
        bounds = None
    if bounds is None:
        return np.inf
    far = sum(_far(column(number), *pair) for number, pair in zip(numbers(found), bounds, strict=True))
    known = both(found.known, other.known if isinstance(other, Found | Extents) else True)
    return np.where(known, far, np.inf)


def _beside(test: str, bound: Any) -> tuple[Any, Any]:
    """Give the ends that another answer sets."""
    if test == "==":
        return bound, bound
    if test in ("<=", "<"):
        return None, bound - (test == "<")
    return bound + (test == ">"), None


def _far(number: Any, least: Any, most: Any) -> Any:
    value = np.asarray(number, float)
    above = 0.0 if least is None else np.maximum(least - value, 0)
    below = 0.0 if most is None else np.maximum(value - most, 0)
    return above + below
