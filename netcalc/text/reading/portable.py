"""A text as every loader reads it alike: tabs between words are spaces, a `?` in braces is part of its word."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from netcalc.text.reading.places import BREAK
from netcalc.text.slips.signs import START, Signs, is_literal, taken_apart

MOST_SIGNS: Final = 2**20
LEADING: Final = re.compile(r" *\t")
QUESTION: Final = "\uf8ff"  # stands for `?`, which PyYAML's own loader takes for a key


class Indented(Exception):
    """A line is indented with tabs; `line` and `column` count from 0."""

    def __init__(self, line: int, column: int) -> None:
        """Say where."""
        super().__init__(line, column)
        self.line, self.column = line, column


class Part(NamedTuple):
    """A line, the signs it is made of, and whether it stays as it is."""

    line: str
    signs: Signs
    as_is: bool


def portable(text: str) -> str:
    """Give a text with the same places that every loader reads alike; Indented where a tab indents."""
    if not ("\t" in text or "?" in text) or len(text) > MOST_SIGNS:
        return text
    return "".join(_walked(re.split(f"({BREAK})", text)))


def restored(word: str) -> str:
    """Give a word as it was written."""
    return word.replace(QUESTION, "?") if QUESTION in word else word


def _walked(parts: list[str]) -> Iterator[str]:
    state = START
    for at, line in enumerate(parts):
        if at % 2:
            yield line
            continue
        signs = taken_apart(line, at // 2, state)
        as_is = state.quote is not None or is_literal(line, state)
        if not (as_is or state.brackets):
            _check_indent(line, at // 2)
        yield line if as_is else _written(line, signs)
        state = signs.state


def _check_indent(line: str, number: int) -> None:
    found = LEADING.match(line)
    if found and line.strip() and not line.lstrip().startswith("#"):
        raise Indented(number, found.end() - 1)


def _written(line: str, signs: Signs) -> str:
    if "\t" not in line and "?" not in line:
        return line
    return "".join(map(_sign, line, signs.bare, signs.depths, " " + line))


def _sign(written: str, bare: str, depth: int, before: str) -> str:
    """Give one sign; in quoted text and comments it stays."""
    if bare == "\t":
        return " "
    return QUESTION if bare == "?" and depth and before not in "[{, \t" else written
