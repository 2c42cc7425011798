"""A text that is not YAML, or holds what looks like a slip: what is said of it, in sentences of our own."""

import re
from typing import Final

from netcalc import problems
from netcalc.problems import Problem, SpecError, Unreadable
from netcalc.text.reading.events import NotYAML, where
from netcalc.text.reading.places import Lines, Span
from netcalc.text.reading.reader import MOST_DEPTH, NESTS, limit
from netcalc.text.slips.mending import slips
from netcalc.text.slips.signs import indent
from netcalc.text.slips.slip import Slip

MOST_SLIPS: Final = 20


def unprintable(lines: Lines, found: re.Match[str]) -> Problem:
    """Say that a sign stands here that no text holds."""
    message = f"this is not YAML: the sign U+{ord(found[0]):04X} stands here, which no text may hold"
    return _problem(message, "take it out", lines, *position(lines.text, found.start()))


def position(text: str, at: int) -> tuple[int, int]:
    """Give the line and column of a place in a text, from 0."""
    before = Lines(text[:at] + "x", "").lines
    return len(before) - 1, len(before[-1]) - 1


def explained(lines: Lines, error: NotYAML) -> SpecError:
    """Say why a text is not YAML: it nests too deep, or the slips in it, or the place where it breaks off."""
    deep = _too_deep(lines.text)
    if deep is not None:
        return SpecError([limit(NESTS, lines.sign(*position(lines.text, deep)))])
    found = [problem(lines, slip) for slip in slips(lines.text)[:MOST_SLIPS]]
    return Unreadable(found or [_broken(lines, where(lines.text, error))])


def odd(lines: Lines, places: list[Span]) -> list[Problem]:
    """Find the slips on lines that are YAML and look odd."""
    numbers = {number for place in places for number in range(place.line, place.last_line + 1)}
    return [problem(lines, slip) for slip in slips(lines.text) if slip.line in numbers][:MOST_SLIPS]


def problem(lines: Lines, slip: Slip) -> Problem:
    """Make the problem of a slip: its sentence, and the whole line as it was meant."""
    return _problem(f"this is not YAML: {slip.message}", hint(lines, slip), lines, slip.line, slip.column)


def hint(lines: Lines, slip: Slip) -> str:
    """Say what to write instead of a line; its indentation too, where that was the slip."""
    if not slip.mended.strip():
        return "take the line out"
    first, *rest = slip.mended.rstrip().split("\n")
    same = indent(first) == indent(lines.lines[slip.line])
    below = "".join(f" and below it `{line.strip() if indent(line) == indent(first) else line}`" for line in rest)
    return f"write `{first.strip() if same else first}`{below}"


def _broken(lines: Lines, error: NotYAML) -> Problem:
    place = lines.sign(error.line, error.column)
    rest = place.text[place.column - 1 :].strip()
    message = f"`{rest[:40]}` cannot stand here" if rest else "the text ends in the middle"
    return _problem(f"this is not YAML: {message}", "", lines, error.line, error.column)


def _problem(message: str, hint: str, lines: Lines, line: int, column: int) -> Problem:
    return Problem(code=problems.INVALID_YAML, message=message, hint=hint, place=lines.sign(line, column))


def _too_deep(text: str) -> int | None:
    """Find where brackets nest deeper than a spec may, before a loader does: libyaml stops at its own depth."""
    depth = 0
    for at, sign in enumerate(text[:100_000]):
        if sign in "[{":
            depth += 1
            if depth > MOST_DEPTH:
                return at
        elif sign in "]}":
            depth = max(0, depth - 1)
    return None
