"""Two lists aligned: runs that are equal, and runs that are not."""

from collections.abc import Hashable, Sequence
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
    """Align two lists; very long ones up to the first difference, which is taken for one thing on either side."""
    if len(one) * len(two) <= MOST_PAIRS:
        found = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
        return [Run(place, end, begin, stop, equal=word == "equal") for word, place, end, begin, stop in found]
    alike = next((at for at, pair in enumerate(zip(one, two, strict=False)) if pair[0] != pair[1]),
                 min(len(one), len(two)))  # fmt: skip
    runs = [Run(0, alike, 0, alike, equal=True), Run(alike, alike + 1, alike, alike + 1)]
    return runs[: 1 if alike == len(one) == len(two) else 2]
