"""A piece of a search: some variants worked out one by one, what fits, and what comes nearest where nothing does."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, Final, NamedTuple

from netcalc.report.query import Query
from netcalc.search.asking.conditions import Condition
from netcalc.search.asking.ranking import ALIKE, Ranking, Row
from netcalc.search.asking.space import Space
from netcalc.search.exact import Answers, Counted, answers

FARTHEST: Final = (1, Fraction(0))


class Asked(NamedTuple):
    """What is asked of every variant: conditions, the order, how many are kept, and what memory is counted for."""

    space: Space
    conditions: tuple[Condition, ...]
    ranking: Ranking
    limit: int
    how: Counted

    @property
    def queries(self) -> tuple[Query, ...]:
        """The queries that decide."""
        by = (self.ranking.by,) if isinstance(self.ranking.by, Query) else ()
        return tuple(dict.fromkeys([*(query for each in self.conditions for query in each.queries), *by]))


class Near(NamedTuple):
    """How near a variant comes to a condition: how many others it does not meet, how far it is off, its number."""

    missed: int
    off: tuple[int, Fraction]
    number: int


class Part(NamedTuple):
    """What came of a piece: how many were tried, understood, and fit; the rows; of each condition how many, and who."""

    tried: int
    understood: int
    found: int
    rows: tuple[Row, ...]
    met: tuple[int, ...]
    nearest: tuple[Near | None, ...]

    def joined(self, other: "Part", asked: Asked) -> "Part":
        """Put two pieces together, in any order."""
        return Part(
            self.tried + other.tried,
            self.understood + other.understood,
            self.found + other.found,
            tuple(asked.ranking.first((*self.rows, *other.rows), asked.limit)),
            tuple(map(sum, zip(self.met, other.met, strict=True))),
            tuple(map(_nearer, self.nearest, other.nearest)),
        )


def _nearer(*both: Near | None) -> Near | None:
    return min((near for near in both if near is not None), default=None)


def nothing(asked: Asked) -> Part:
    """Give the piece of no variant."""
    each = len(asked.conditions)
    return Part(0, 0, 0, (), (0,) * each, (None,) * each)


def one_by_one(asked: Asked, numbers: Sequence[int]) -> Part:
    """Work variants out by the exact calculator, one by one."""
    queries = asked.queries
    return of_answers(asked, ((number, answers(asked.space, asked.how, number, queries)) for number in numbers))


def of_answers(asked: Asked, worked: Iterable[tuple[int, Answers | None]]) -> Part:
    """Say what fits of variants whose queries are answered; of None, one that cannot be understood."""
    made = nothing(asked)
    rows, met, nearest = list[Row](), [0] * len(asked.conditions), [*made.nearest]
    tried = understood = 0
    for number, found in worked:
        tried += 1
        if found is None:
            continue
        understood += 1
        held = [condition.holds(found.__getitem__) for condition in asked.conditions]
        if all(held):
            rows.append(Row(_key(asked, number, found), number))
        for place, holds in enumerate(held):
            met[place] += holds
            if not rows:
                _approach(asked, place, held, found, number, nearest)
    first = tuple(asked.ranking.first(rows, asked.limit))
    return Part(tried, understood, len(rows), first, tuple(met), tuple(nearest))


def _key(asked: Asked, number: int, found: Answers) -> Any:
    by = asked.ranking.by
    if by is None:
        return ALIKE
    return asked.ranking.key(found[by] if isinstance(by, Query) else asked.space.settings(number)[by])


def _approach(
    asked: Asked, place: int, held: list[bool], found: Answers, number: int, nearest: list[Near | None]
) -> None:
    """Keep a variant that comes nearer to a condition than those before."""
    off = asked.conditions[place].off(found.__getitem__)
    missed = len(held) - sum(held) - (not held[place])
    near = Near(missed, FARTHEST if off is None else (0, off), number)
    before = nearest[place]
    nearest[place] = near if before is None else min(before, near)
