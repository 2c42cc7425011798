"""Two lists aligned: runs that are equal, and runs that are not."""

from collections.abc import Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

MOST_PAIRS: Final = 4_000_000


class Run(NamedTuple):
    """A run of one list, from place to end, in the place of a run of the other, from begin to stop."""

    place: int
    end: int
    begin: int
    stop: int
    equal: bool = False


def aligned(one: Sequence[Hashable], two: Sequence[Hashable]) -> list[Run]:
    """Align two lists, from both their ends: in what repeats, the longest run is not the first that agrees."""
    head = _alike(zip(one, two, strict=False))
    tail = _alike(zip(reversed(one[head:]), reversed(two[head:]), strict=False))
    end, stop = len(one) - tail, len(two) - tail
    between = _between(one[head:end], two[head:stop], head)
    return [Run(0, head, 0, head, equal=True), *between, Run(end, len(one), stop, len(two), equal=True)]


def _alike(pairs: Iterable[tuple[Hashable, Hashable]]) -> int:
    """Count the pairs that are equal before the first that is not."""
    count = 0
    for left, right in pairs:
        if left != right:
            break
        count += 1
    return count


def _between(one: Sequence[Hashable], two: Sequence[Hashable], head: int) -> list[Run]:
    """Align what stands between; of very long lists, the first of either side is taken for what differs."""
    if len(one) * len(two) > MOST_PAIRS:
        return [Run(head, head + 1, head, head + 1)]
    found = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    return [Run(head + place, head + end, head + begin, head + stop, equal=word == "equal")
            for word, place, end, begin, stop in found]  # fmt: skip
