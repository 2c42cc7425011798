"""The most of one unknown by halving: where numbers only grow with it, one end of what fits is sought, not all tried.

That they grow is checked at points all over the range and at each that is tried; where it is not so, all are tried.
"""

from itertools import pairwise
from typing import Final

from netcalc.report.query import measures
from netcalc.search.exact import Answers, answers
from netcalc.search.piece import Asked, Part, of_answers

POINTS: Final = 33  # of the range that are looked at first, its ends among them
BOUNDS: Final = ("<=", "<", ">=", ">")


class Halving:
    """Answers of variants in the order of their one unknown, each worked out once."""

    def __init__(self, asked: Asked) -> None:
        """Know no answer."""
        self.asked = asked
        self.known: dict[int, Answers | None] = {}

    def fits(self, number: int) -> bool:
        """Say whether a variant meets all conditions."""
        if number not in self.known:
            self.known[number] = answers(self.asked.space, self.asked.how, number, self.asked.queries)
        found = self.known[number]
        return found is not None and all(each.holds(found.__getitem__) for each in self.asked.conditions)

    def sought(self) -> bool:
        """Seek the place at which variants begin, or end, to fit; say whether there is one, and numbers only grow."""
        last = self.asked.space.size - 1
        points = sorted({last * place // (POINTS - 1) for place in range(POINTS)})
        held = [self.fits(point) for point in points]
        for (low, before), (high, after) in pairwise(zip(points, held, strict=True)):
            if before is not after:
                self._between(low, high, before=before)
        return sum(one is not other for one, other in pairwise(held)) <= 1 and self.growing

    def _between(self, low: int, high: int, *, before: bool) -> None:
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.fits(middle) is before else (low, middle)

    @property
    def growing(self) -> bool:
        """Whether all that was tried is understood, and no number is less than that of the variant before."""
        rows = [self.known[number] for number in sorted(self.known)]
        return all(
            one is not None
            and other is not None
            and all(_grows(one[query], other[query]) for query in self.asked.queries)
            for one, other in pairwise(rows)
        )


def _grows(one: object, other: object) -> bool:
    return isinstance(one, int) and isinstance(other, int) and one <= other


def can_halve(asked: Asked) -> bool:
    """Say whether it is the most, or least, of the one unknown that is wanted, under bounds on numbers."""
    unknowns = asked.space.unknowns
    if len(unknowns) != 1 or not asked.ranking.only or asked.ranking.by != unknowns[0].name:
        return False
    bounds = all(each.test in BOUNDS and each.other is None for each in asked.conditions)
    return bounds and unknowns[0].values.growing and all(measures(query.word) for query in asked.queries)


def halved(asked: Asked) -> Part | None:
    """Give what was tried; None where numbers do not only grow, and all variants have to be."""
    halving = Halving(asked)
    return of_answers(asked, sorted(halving.known.items())) if can_halve(asked) and halving.sought() else None
