"""The order of variants: by a query or an unknown, upward or downward; those of no value last."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from heapq import nsmallest
from typing import Any, NamedTuple, TypeAlias

from netcalc.report.query import Query

Key: TypeAlias = tuple[int, tuple[int | Fraction, ...]]
ALIKE: Key = (0, ())  # where nothing is sorted


class Row(NamedTuple):
    """A variant that fits: where it stands in the order, and its number."""

    key: Key
    number: int


class Ranking(NamedTuple):
    """What variants are put in order by: a query, or an unknown's name; `sign` -1 puts the largest first.

    `only` keeps those that come first alone: there may be several alike.
    """

    by: Query | str | None = None
    sign: int = 1
    only: bool = False

    def key(self, value: Any) -> Key:
        """Give what a value is sorted by.

        >>> Ranking("width", -1).key(7), Ranking("act").key(None)
        ((0, (-7,)), (1, ()))
        """
        return (1, ()) if value is None else (0, tuple(self.sign * each for each in _numbers(value)))

    def first(self, rows: Iterable[Row], limit: int) -> list[Row]:
        """Give the rows that come first, so many at most; rows alike stand in the order of their numbers."""
        kept = nsmallest(limit, rows)
        return [row for row in kept if row.key == kept[0].key] if self.only else kept


def _numbers(value: Any) -> Iterable[int | Fraction]:
    """Give numbers by which values of a sort can be compared: of a volume its size first; of a word its letters."""
    if isinstance(value, str):
        return map(ord, value)
    if isinstance(value, tuple):
        numbers = [each for each in value if isinstance(each, int | Fraction)]
        return (_product(numbers), *numbers)
    return (Fraction(value) if isinstance(value, float) else value,)


def _product(numbers: Iterable[int | Fraction]) -> int | Fraction:
    made: int | Fraction = 1
    for each in numbers:
        made *= each
    return made


Find: TypeAlias = Callable[[Query], Any]
