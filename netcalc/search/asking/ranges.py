"""Ranges as people type them: `1..64`, `8..512:8`, `3,5,7`, `same,0..2`; however long, they take no room."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from math import isinf
from typing import Any, Final, TypeAlias, overload

from netcalc.text.numbers.quantity import NotANumber, amount
from netcalc.text.typed import value
from netcalc.volume import MOST

Piece: TypeAlias = range | tuple[Any]
OUTSIDE: Final = re.compile(r",(?![^\[({]*[\])}])")  # a comma that stands in no brackets
RUN: Final = re.compile(r"\s*(-?[0-9_]+)\s*\.\.\s*(-?[0-9_]+)\s*(?::\s*(-?[0-9_]+)\s*)?")
DASHED: Final = re.compile(r"[0-9]+\s*[-:]\s*[0-9]+")
WITH_A_LETTER: Final = re.compile(r"-?[0-9][0-9._]*[a-df-wyzA-DF-WYZ%]")  # an x is between extents, an e a power
DASH: Final = re.compile(r"\s*[-:]\s*(?=[0-9]+$)")
JOINT: Final = re.compile(r"(\.\.|:)")
FORMS: Final = "a range is 1..64, 8..512:8 or 3,5,7"
SEEN: Final = 1_000_000  # values among which one that stands twice is looked for
LONGEST: Final = 2_000


class Values(Sequence[Any]):
    """The values of a range, in its order: runs of whole numbers, and single values."""

    __slots__ = ("ends", "pieces")

    def __init__(self, pieces: Iterable[Piece]) -> None:
        """Put pieces one after the other."""
        self.pieces = tuple(pieces)
        self.ends = tuple(accumulate(map(len, self.pieces)))

    def __len__(self) -> int:
        return self.ends[-1] if self.ends else 0

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Any, ...]: ...
    def __getitem__(self, place: int | slice) -> Any:
        """Give the value at a place; of a slice, the values."""
        if isinstance(place, slice):
            return tuple(self[at] for at in range(*place.indices(len(self))))
        at = place + len(self) if place < 0 else place
        piece = bisect_right(self.ends, at)
        if at < 0 or piece == len(self.pieces):
            raise IndexError(place)
        return self.pieces[piece][at - (self.ends[piece - 1] if piece else 0)]

    def __iter__(self) -> Iterator[Any]:
        for piece in self.pieces:
            yield from piece

    @property
    def growing(self) -> bool:
        """Whether they are whole numbers, each larger than the one before."""
        ends = [(piece[0], piece[-1]) for piece in self.pieces]
        whole = all(isinstance(piece, range) or type(piece[0]) is int for piece in self.pieces)
        upward = all(not isinstance(piece, range) or piece.step > 0 for piece in self.pieces)
        return whole and upward and all(last < first for (_, last), (first, _) in pairwise(ends))


def read_range(text: str) -> Values:
    """Read a range; ValueError says what is wrong with it.

    >>> [*read_range("1..3")], [*read_range("8..32:8,same")], len(read_range("1..1000000000"))
    ([1, 2, 3], [8, 16, 24, 32, 'same'], 1000000000)
    """
    if len(text) > LONGEST:
        message = f"a range is at most {LONGEST:,} characters long"
        raise ValueError(message)
    parts = [part.strip() for part in OUTSIDE.split(text)]
    if not all(parts):
        message = f"there is no value {'in it' if len(parts) == 1 else 'between two commas'}: {FORMS}"
        raise ValueError(message)
    return different(Values(map(_piece, parts)))


def _piece(text: str) -> Piece:
    match = RUN.fullmatch(text)
    if match is not None:
        return _run(int(match[1]), int(match[2]), int(match[3] or 1))
    if ".." in text or DASHED.fullmatch(text):
        plain = in_full(DASH.sub("..", text))
        message = f"{text[:80]} is no run of whole numbers: " + (f"write {plain}" if plain else FORMS)
        raise ValueError(message)
    return (_single(text),)


def _single(text: str) -> Any:
    """Read a value that stands alone; ValueError where it begins like a number and is none."""
    if WITH_A_LETTER.fullmatch(text):
        plain = in_full(text)
        raise ValueError(f"{text} is no whole number here: write {plain}" if plain else f"{text} is no number: {FORMS}")
    made = value(text)
    if isinstance(made, float) and isinf(made):
        message = f"{text[:80]} is larger than any number that is taken"
        raise ValueError(message)
    return made


def in_full(text: str) -> str:
    """Write the numbers of a range without letters and powers; nothing where they are no whole ones.

    >>> in_full("1k..1e6"), in_full("1..5Q")
    ('1000..1000000', '')
    """
    made = []
    for each in JOINT.split(text):
        try:
            number = amount(each) if not JOINT.fullmatch(each) else None
        except NotANumber:
            return ""
        if number is not None and number.denominator != 1:
            return ""
        made.append(each if number is None else str(int(number)))
    return "".join(made) if RUN.fullmatch("".join(made)) or len(made) == 1 else ""


def _run(first: int, last: int, step: int) -> range:
    if max(abs(first), abs(last), abs(step)) > MOST:
        message = f"a number is at most {MOST:,}"
        raise ValueError(message)
    if step < 1:
        message = f"a step is at least 1, not {step}"
        raise ValueError(message)
    if last < first:
        message = f"the range is empty: {first} is above {last}; write {last}..{first}"
        raise ValueError(message)
    return range(first, last + 1, step)


def different(found: Values) -> Values:
    """Refuse a value that stands twice, where there are not too many to see; ValueError names it."""
    seen = set[object]()
    if len(found.pieces) > 1 and len(found) <= SEEN:
        for each in found:
            known = (type(each) is bool, repr(each))
            if known in seen:
                message = f"{each} stands in the range twice"
                raise ValueError(message)
            seen.add(known)
    return found
