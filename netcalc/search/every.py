"""Every variant worked out: many at once on columns, what is left one by one; here, by processes or on a cluster."""

from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any, Final, TypeAlias

from netcalc.executor import Where, spread
from netcalc.problems import LIMIT_EXCEEDED
from netcalc.search.asking.unknowns import refuse
from netcalc.search.exact import worked
from netcalc.search.halving import halved
from netcalc.search.piece import Asked, Part, nothing, one_by_one

Told: TypeAlias = Callable[[Part, int], None]
FEW: Final = 100  # variants that are sooner worked out than NumPy is loaded
SINGLY: Final = 200  # variants of a piece that are worked out one by one
AT_ONCE: Final = 2**18  # and on columns
MOST_SINGLY: Final = 10**7


class Search:
    """A search under way: what came of the pieces so far, whether it was stopped by hand, whether halving did."""

    def __init__(self, asked: Asked, on: Where, told: Told | None) -> None:
        """Begin with no piece."""
        self.asked, self.on, self.told = asked, on, told
        self.part, self.stopped, self.complete = nothing(asked), False, True

    def every(self) -> None:
        """Work all variants out; what is done when it is stopped by hand is kept."""
        try:
            at_once = self.asked.space.size > FEW and _can_ask(self.asked)
            if self._halved(AT_ONCE if at_once and not _longer(self.asked) else FEW):
                return
            self._singly(self._at_once() if at_once else range(_bounded(self.asked)))
        except KeyboardInterrupt:
            self.stopped = True

    def _halved(self, few: int) -> bool:
        """Seek by halving, where there are more than a few; False where all have to be tried."""
        part = halved(self.asked) if self.asked.space.size > few else None
        if part is None:
            return False
        self.part, self.complete = part, False
        return True

    def _at_once(self) -> Sequence[int]:
        """Work them out on columns, and give the numbers of those that are left."""
        from netcalc.search.vectors.boxes import cut
        from netcalc.search.vectors.piece import in_columns

        left = dict[int, Any]()
        with closing(spread(in_columns, self.asked, [*cut(self.asked.space, AT_ONCE)], self.on)) as found:
            for place, made in found:
                self._take(made.part)
                left[place] = made.left
        return [number for _, numbers in sorted(left.items()) for number in numbers.tolist()]

    def _singly(self, numbers: Sequence[int]) -> None:
        pieces = [numbers[start : start + SINGLY] for start in range(0, len(numbers), SINGLY)]
        with closing(spread(one_by_one, self.asked, pieces, self.on)) as found:
            for _, part in found:
                self._take(part)

    def _take(self, part: Part) -> None:
        self.part = self.part.joined(part, self.asked)
        if self.told is not None:
            self.told(self.part, self.asked.space.size)


def all_of(asked: Asked, on: Where, told: Told | None) -> Search:
    """Work all variants out, or as many as it takes."""
    search = Search(asked, on, told)
    search.every()
    return search


def _longer(asked: Asked) -> bool:
    """Say whether variants come to have more layers, or fewer: then no two are worked out on one column."""
    first, other = (worked(asked.space, asked.how, number) for number in (0, FEW))
    return bool(first and other and len(first.network.graph.nodes) != len(other.network.graph.nodes))


def _can_ask(asked: Asked) -> bool:
    """Load what works many out at once, where there are many."""
    from netcalc.search.vectors.piece import can_ask

    return can_ask(asked)


def _bounded(asked: Asked) -> int:
    """Refuse more variants than are worked out one by one."""
    size = asked.space.size
    if size > MOST_SINGLY:
        slow = ", ".join(dict.fromkeys(query.text for query in asked.queries)) or "the order"
        refuse(
            f"{size:,} variants are worked out one by one here ({slow}): at most {MOST_SINGLY:,}",
            "counts, volumes, `valid` and memory are worked out many at once",
            code=LIMIT_EXCEEDED,
        )
    return size
