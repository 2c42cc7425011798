"""Extents by their names: W=28, H=28, D=10; width 28, height 28, depth 10."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from netcalc.homework.answers.given import Extents, NotReadable
from netcalc.homework.answers.links.chain import Link, Statement
from netcalc.homework.answers.links.tokens import Token
from netcalc.homework.answers.links.vocabulary import words
from netcalc.homework.answers.sums.parser import read_sum
from netcalc.homework.answers.sums.sum import Wanted
from netcalc.text.numbers.expression import ExpressionError

WIDTH: Final = words("w w1 w2 w_2 wide width w_out wout columns cols")
HEIGHT: Final = words("h h1 h2 h_2 high tall height h_out hout rows")
LENGTH: Final = words("t t2 l l2 length long frames steps positions tokens")
DEPTH: Final = words("d d2 d_2 c c2 k deep depth channels channel filters d_out dout slices maps")
AXES: Final = {name: place for place, named in enumerate((WIDTH, HEIGHT, LENGTH, DEPTH)) for name in named}
SLICES: Final = r"(?:channels?|filters?|(?:feature |activation )?maps?|slices?|deep|layers?|features)"
IN_DEPTH: Final = rf"(?:(?:an? )?(?:depth|channels?)(?: of)? ?[=:]? ?([0-9]+)|([0-9]+) {SLICES})"
PIXELS: Final = r"(?: ?(?:px|pixels|spatial(?:ly)?))?"
DEPTH_LAST: Final = re.compile(rf"([0-9]+(?:\*[0-9]+)+){PIXELS},? \(?(?:(?:and|with|in|of) )*{IN_DEPTH}")
OF_LENGTH: Final = re.compile(rf"([0-9]+) {SLICES},?(?: of| each| with)* length ([0-9]+)")
DEPTH_FIRST: Final = re.compile(
    rf"([0-9]+) {SLICES},?(?: of| each| with)*(?: size)? ([0-9]+)\*([0-9]+){PIXELS}"
    rf"|([0-9]+) ([0-9]+)\*([0-9]+) {SLICES}"
)
IN_LENGTH: Final = re.compile(
    r"([0-9]+) (?:positions|vectors|(?:time ?)?steps|tokens|frames)"
    r"(?: of|,|\*| with|and)* (?:depth |size |length )?([0-9]+)"
)
SEPARATORS: Final = frozenset({"=", ",", ";", ":", "*", "\n", "'", "|", "and", "by", "is", "are", "of"})
PART: Final = Wanted(whole=True)


def named(links: Sequence[Link], axes: int | None, *, matrix: bool = False) -> Extents | None:
    """Read extents that are named; None where they are not, NotReadable where a name stands twice.

    >>> from netcalc.homework.answers.links.chain import statements
    >>> from netcalc.homework.answers.links.tokens import tokens
    >>> links = [link for each in statements(tokens("width 28, height 14, depth 10")) for link in each]
    >>> tuple(map(int, named(links, 3).value))
    (28, 14, 10)
    """
    found: dict[int, Fraction] = {}
    waiting: list[int] = []
    for axis, part in _pairs([token for link in links for token in (*link.found, Token("sign", "="))]):
        if not part and axis in found:
            continue  # 10 channels deep
        if not part:
            waiting.append(axis)  # W = H = 28
            continue
        try:
            value = read_sum(part, PART).value
        except (NotReadable, ExpressionError):
            return None
        for each in (*waiting, axis):
            if found.setdefault(each, value) != value:
                message = "one axis has two extents"
                raise NotReadable(message)
        waiting.clear()
    if len(found) < 2 or waiting or (axes is not None and len(found) != axes):
        return None
    return Extents(tuple(found[axis] for axis in sorted(found, reverse=matrix)), told=True)


def with_depth(found: Sequence[Statement], axes: int | None) -> Extents | None:
    """Read extents with the depth in words: 28*28, depth 10; 10 filters of 28*28; 32 channels of length 3981."""
    text = " ".join(link.text for statement in found for link in statement).lower().replace(" * ", "*")
    text = text.replace("of size ", "").replace("number of ", "")
    if (long := IN_LENGTH.search(text)) and not any(sign.isdigit() for sign in text.replace(long[0], "", 1)):
        return Extents((Fraction(long[1]), Fraction(long[2])), told=True)
    last, first, of_length = DEPTH_LAST.search(text), DEPTH_FIRST.search(text), OF_LENGTH.search(text)
    if of_length and not any(sign.isdigit() for sign in text.replace(of_length[0], "", 1)):
        return Extents((Fraction(of_length[2]), Fraction(of_length[1])), told=True)
    if last and not any(sign.isdigit() for sign in text.replace(last[0], "", 1)):
        made = tuple(map(Fraction, (*last[1].split("*"), last[2] or last[3])))
        return Extents(made) if len(made) == (axes or 3) else None
    if first and not any(sign.isdigit() for sign in text.replace(first[0], "", 1)):
        depth, width, height = (part for part in first.groups() if part is not None)
        return Extents((Fraction(width), Fraction(height), Fraction(depth)))
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
        yield AXES[found[mark].text.lower()], _value(found[start:end])


def _value(found: Sequence[Token]) -> tuple[Token, ...]:
    """Leave of `= (32 - 5)/1 + 1 = 28,` the value alone."""
    last: tuple[Token, ...] = ()
    part: tuple[Token, ...] = ()
    for token in (*found, Token("sign", "=")):
        if token.text == "=" and part:
            last, part = part, ()
        elif token.text not in SEPARATORS:
            part = (*part, token)
    return last
