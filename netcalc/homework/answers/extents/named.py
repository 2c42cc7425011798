"""Extents by their names: W=28, H=28, D=10; width 28, height 28, depth 10."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from netcalc.homework.answers.given import Extents, NotReadable
from netcalc.homework.answers.links.chain import Link, Statement
from netcalc.homework.answers.links.tokens import Token
from netcalc.homework.answers.links.vocabulary import words
from netcalc.homework.answers.sums import Wanted, read_sum
from netcalc.text.numbers.expression import ExpressionError

WIDTH: Final = words("w w1 w2 w_2 wide width w_out wout columns cols")
HEIGHT: Final = words("h h1 h2 h_2 high tall height h_out hout rows")
LENGTH: Final = words("t t2 length long frames")
DEPTH: Final = words("d d2 d_2 c c2 k deep depth channels channel filters d_out dout slices maps")
AXES: Final = {name: place for place, named in enumerate((WIDTH, HEIGHT, LENGTH, DEPTH)) for name in named}
SLICES: Final = r"(?:channels?|filters?|(?:feature )?maps?|slices?|deep|layers?)"
IN_DEPTH: Final = rf"(?:(?:an? )?depth(?: of)? ?[=:]? ?([0-9]+)|([0-9]+) {SLICES})"
DEPTH_LAST: Final = re.compile(rf"([0-9]+)\*([0-9]+)(?: ?(?:px|pixels))?,? (?:(?:and|with|in|of) )*{IN_DEPTH}")
DEPTH_FIRST: Final = re.compile(rf"([0-9]+) {SLICES}(?: of| each)?(?: size)? ([0-9]+)\*([0-9]+)(?: ?(?:px|pixels))?")
PART: Final = Wanted(whole=True)


def named(links: Sequence[Link], axes: int | None) -> Extents | None:
    """Read extents that are named; None where they are not, NotReadable where a name stands twice.

    >>> from netcalc.homework.answers.links.chain import statements
    >>> from netcalc.homework.answers.links.tokens import tokens
    >>> links = [link for each in statements(tokens("width 28, height 14, depth 10")) for link in each]
    >>> tuple(map(int, named(links, 3).value))
    (28, 14, 10)
    """
    found: dict[int, Fraction] = {}
    for axis, part in _pairs([token for link in links for token in (*link.found, Token("sign", "="))]):
        try:
            value = read_sum(part, PART).value
        except (NotReadable, ExpressionError):
            return None
        if found.setdefault(axis, value) != value:
            message = "one axis has two extents"
            raise NotReadable(message)
    if len(found) < 2 or (axes is not None and len(found) != axes):
        return None
    return Extents(tuple(found[axis] for axis in sorted(found)), told=True)


def with_depth(found: Sequence[Statement]) -> Extents | None:
    """Read width x height with the depth in words: 28*28, depth 10; 10 filters of 28*28."""
    text = " ".join(link.text for statement in found for link in statement).lower().replace(" * ", "*")
    last, first = DEPTH_LAST.search(text), DEPTH_FIRST.search(text)
    if last and not any(sign.isdigit() for sign in text.replace(last[0], "", 1)):
        return Extents((Fraction(last[1]), Fraction(last[2]), Fraction(last[3] or last[4])))
    if first and not any(sign.isdigit() for sign in text.replace(first[0], "", 1)):
        return Extents((Fraction(first[2]), Fraction(first[3]), Fraction(first[1])))
    return None


def _pairs(found: Sequence[Token]) -> Iterator[tuple[int, tuple[Token, ...]]]:
    """Give each axis that is named with the tokens of its extent: before it, or behind."""
    marks = [at for at, token in enumerate(found) if token.kind == "word" and token.text.lower() in AXES]
    first = next((at for at, token in enumerate(found) if token.kind == "number"), None)
    if first is None or not marks:
        return
    before = first < marks[0]
    ends = [-1, *marks] if before else [*marks, len(found)]
    for number, mark in enumerate(marks):
        start, end = (ends[number] + 1, mark) if before else (mark + 1, ends[number + 1])
        part = tuple(
            token for token in found[start:end] if token.text not in "=,;:*\n" and token.text not in ("and", "by")
        )
        yield AXES[found[mark].text.lower()], part
