"""Conditions: a query held against a value, or against another query; and how far off a variant is."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from netcalc.report.claims import TESTS
from netcalc.report.query import Query, Value
from netcalc.search.asking.distance import apart, outside, rounded


class Condition(NamedTuple):
    """A condition: the text, the query, the test, what it is held against, or another query in its place."""

    text: str
    query: Query
    test: str
    bound: Any
    other: Query | None = None

    @property
    def queries(self) -> tuple[Query, ...]:
        """The queries whose values decide it."""
        return (self.query,) if self.other is None else (self.query, self.other)

    def holds(self, find: Callable[[Query], Value]) -> bool:
        """Say whether it holds of the values that are found; never where one is unknown."""
        found, bound = find(self.query), self._bound(find)
        return found is not None and bound is not None and compared(found, self.test, bound)

    def _bound(self, find: Callable[[Query], Value]) -> Any:
        return self.bound if self.other is None else find(self.other)

    def off(self, find: Callable[[Query], Value]) -> Fraction | None:
        """Say how far off the values are: 0 where it holds; None where that is no number."""
        found, bound = find(self.query), self._bound(find)
        if found is None or bound is None:
            return None
        if compared(found, self.test, bound):
            return Fraction(0)
        if self.test == "~":
            return outside(Fraction(found), rounded(*bound)) if isinstance(found, int | Fraction) else None
        pairs = None if self.test == "!=" or unlike(self, found) else _pairs(found, bound)
        return None if pairs is None else apart(self.test, pairs)


def compared(found: Any, test: str, bound: Any) -> bool:
    """Compare two values; of several numbers each is, with its own bound or with the one there is."""
    if test == "!=":
        return bool(found != bound)
    if test in ("==", "~"):
        return bool(TESTS[test](found, bound))
    pairs = _pairs(found, bound)
    return pairs is not None and all(TESTS[test](one, other) for one, other in pairs)


def unlike(condition: Condition, found: Value) -> bool:
    """Say whether a value can never meet a condition, having other axes than the numbers that were written."""
    bound = condition.bound
    if not isinstance(bound, tuple) or not isinstance(found, tuple) or condition.test == "~":
        return False
    return len(bound) != len(found) and (len(bound) > 1 or condition.test in ("==", "!="))


def _pairs(found: Any, bound: Any) -> list[tuple[Any, Any]] | None:
    """Give the numbers that are compared; None where there are none, or not as many."""
    one = found if isinstance(found, tuple) else (found,)
    other = bound if isinstance(bound, tuple) else (bound,)
    if len(other) == 1:
        other *= len(one)
    if len(one) != len(other) or not all(type(each) in (int, Fraction) for each in (*one, *other)):
        return None
    return [*zip(one, other, strict=True)]
