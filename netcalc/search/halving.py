"""The most of one unknown by halving: where numbers only grow with it, one end of what fits is sought, not all tried.

That they grow is checked at points all over the range and at each that is tried; where it is not so, all are tried.
"""

from fractions import Fraction
from itertools import cycle, pairwise
from typing import Final

from netcalc.report.query import measures
from netcalc.search.asking.conditions import Condition
from netcalc.search.exact import Answers, answered, worked
from netcalc.search.piece import Asked, Part, of_answers

PARTS: Final = 32  # of the range, whose ends are looked at first
LEAST: Final = 3  # of those ends, however large a variant is
ENOUGH: Final = 200_000  # layers of all variants tried: then no more ends are looked at
BOUNDS: Final = ("<=", "<", ">=", ">")


class Halving:
    """Answers of variants in the order of their one unknown, each worked out once."""

    def __init__(self, asked: Asked) -> None:
        """Know no answer."""
        self.asked = asked
        self.known: dict[int, Answers | None] = {}
        self.layers = 0

    def fits(self, number: int) -> bool:
        """Say whether a variant meets all conditions."""
        if number not in self.known:
            made = worked(self.asked.space, self.asked.how, number)
            self.layers += len(made.network.graph.nodes) if made else 0
            self.known[number] = answered(made, self.asked.queries) if made else None
        return all(self._meets(each, number) for each in self.asked.conditions)

    def _meets(self, condition: Condition, number: int) -> bool:
        found = self.known[number]
        return found is not None and condition.holds(found.__getitem__)

    def sought(self) -> bool:
        """Seek the place at which variants begin, or end, to fit; say whether there is one, and numbers only grow."""
        last = self.asked.space.size - 1
        for place in sorted(range(PARTS + 1), key=lambda place: -(place & -place or PARTS)):  # the widest apart first
            if self.layers < ENOUGH or len(self.known) < LEAST:
                self.fits(last * place // PARTS)
        points = sorted(self.known)
        held = [self.fits(point) for point in points]
        for (low, before), (high, after) in pairwise(zip(points, held, strict=True)):
            if before is not after:
                self._between(low, high, before=before)
        return sum(one is not other for one, other in pairwise(held)) <= 1 and self.growing

    def _between(self, low: int, high: int, *, before: bool) -> None:
        """Seek the place where the numbers point, and in the middle, by turns: many grow in a line."""
        for place in cycle((self._crossing, _middle)):
            if high - low <= 1:
                return
            at = place(low, high)
            low, high = (at, high) if self.fits(at) is before else (low, at)

    def _crossing(self, low: int, high: int) -> int:
        """Say where a line through the numbers at two places meets the bound that one of them is beyond."""
        one, other = self.known[low], self.known[high]
        beyond = (each for each in self.asked.conditions if self._meets(each, low) is not self._meets(each, high))
        crossed = next(beyond, None)
        if one is None or other is None or crossed is None or not isinstance(crossed.bound, int | Fraction):
            return _middle(low, high)
        start, end = one[crossed.query], other[crossed.query]
        if not isinstance(start, int) or not isinstance(end, int) or start == end:
            return _middle(low, high)
        at = low + int((crossed.bound - start) * (high - low) // (end - start))
        return min(max(at, low + 1), high - 1)

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


def _middle(low: int, high: int) -> int:
    return (low + high) // 2


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
