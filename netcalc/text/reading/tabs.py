"""A text with tabs or `?` written so that every loader reads it alike; loaded for the few that have any."""

import re
from collections.abc import Iterator
from typing import Final

from netcalc.text.reading.places import BREAK
from netcalc.text.reading.portable import QUESTION, Indented
from netcalc.text.slips.signs import START, Signs, is_literal, taken_apart

LEADING: Final = re.compile(r" *\t")


def spaced(text: str) -> str:
    """Write tabs between words as spaces, and a `?` in braces as a sign of its word; Indented where a tab indents."""
    return "".join(_walked(re.split(f"({BREAK})", text)))


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
