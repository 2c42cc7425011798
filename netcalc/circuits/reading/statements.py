"""A text taken apart into statements: comments left out, split at `;` and where a line ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from netcalc.circuits.reading.places import wrong
from netcalc.circuits.values import plain

LONGEST: Final = 20_000
MOST: Final = 1_000
COMMENT: Final = re.compile(r"#[^\n]*")
IMPORT: Final = re.compile(r"\s*(?:import|from)\s+[\w.]+(?:\s+(?:as|import)\s+\w+)?\s*")
SET: Final = re.compile(r"\s*([^\W\d]\w*)\s*(?:\(([\w\s,]*)\)\s*)?=(?!=)")
CHANGED: Final = re.compile(r"\s*([^\W\d]\w*)\s*([-+*/@])=")
GOES_ON: Final = frozenset("+-*/@^·⋅×⊙∘÷−=,\\")
GOES_ON_BELOW: Final = GOES_ON - frozenset("=\\") | frozenset(")]")
OPEN, SHUT = "([{", ")]}"


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of a name: `text` is what it is, from the character `at` on; `of` where it is written f(x, y) =."""

    name: str | None
    text: str
    at: int
    of: tuple[str, ...] | None = None


def statements(text: str) -> list[Statement]:
    r"""Take a text apart; SpecError.

    >>> [(each.name, each.text, each.at) for each in statements("q = x + y # 3; f = q * z")]
    [('q', 'x + y', 5)]
    >>> [(each.name, each.text, each.at) for each in statements("q = x +\n y; q * z")]
    [('q', 'x +  y', 5), (None, 'q * z', 13)]
    """
    if len(text) > LONGEST:
        raise wrong("", 1, f"the text is longer than {LONGEST:,} characters")
    found = [
        _statement(text, piece, at) for piece, at in _pieces(text) if piece.strip() and not IMPORT.fullmatch(piece)
    ]
    if len(found) > MOST:
        raise wrong(text, found[MOST].at, f"more than {MOST:,} stages")
    return found


def _statement(text: str, piece: str, at: int) -> Statement:
    changed, found = CHANGED.match(piece), SET.match(piece)
    if changed:
        hint = f"give the new value a name of its own: {changed[1]}2 = {changed[1]} {changed[2]} ..."
        raise wrong(text, at + changed.start(2), "a stage is set once, and not changed", hint=hint)
    start = found.end() if found else 0
    start += len(piece[start:]) - len(piece[start:].lstrip())
    name = plain(found[1]) if found else None
    of = tuple(plain(each) for each in found[2].split(",") if each.strip()) if found and found[2] is not None else None
    return Statement(name, piece[start:].rstrip(), at + start, of)


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """Give the pieces, each with the place of its first character; line breaks within one are blanks."""
    bare = COMMENT.sub(lambda found: " " * len(found[0]), text).translate(str.maketrans("\r\f\v", "   "))
    start = depth = 0
    for at, sign in enumerate(bare):
        depth += (sign in OPEN) - (sign in SHUT)
        if sign == ";" or (sign == "\n" and _ends(bare, start, at, depth)):
            yield _flat(bare[start:at]), start + 1
            start, depth = at + 1, 0
    yield _flat(bare[start:]), start + 1


def _flat(piece: str) -> str:
    return piece.replace("\\\n", "  ").replace("\n", " ")


def _ends(bare: str, start: int, at: int, depth: int) -> bool:
    """Say whether a statement ends with its line: not in brackets, nor where a sign wants more."""
    below = bare[at + 1 : at + 200]
    if SET.match(below):
        return True
    before, after = bare[start:at].rstrip(" \t\n"), below.lstrip()
    return not (depth > 0 or before[-1:] in GOES_ON or after[:1] in GOES_ON_BELOW) if before else False
