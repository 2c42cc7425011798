"""A text that is not YAML, or not what was meant, mended line by line."""

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from netcalc.text.reading.places import BLANK, BREAK
from netcalc.text.slips import ends, joints, lookalikes, values
from netcalc.text.slips.indentation import Levels
from netcalc.text.slips.signs import START, Signs, State, indent, is_literal, taken_apart
from netcalc.text.slips.slip import Found, Here, Slip

Rule: TypeAlias = Callable[[Here], Found | None]
RULES: Final[tuple[Rule, ...]] = (
    values.fence, lookalikes.space, lookalikes.wide, lookalikes.curly, lookalikes.bullet, joints.dash, joints.call,
    joints.equals, joints.colon, joints.no_colon, values.template, values.sign, joints.comma, values.items,
    values.several, values.fields, values.parentheses, ends.behind, ends.comma,
)  # fmt: skip
TABS: Final = re.compile(r" *\t[ \t]*")
MOST_ROUNDS: Final = 12
MOST_SIGNS: Final = 2**20
LONGEST_LINE: Final = 1_000


def slips(text: str) -> list[Slip]:
    """Find the slips of a text, in the order of its lines; none in a text of more than a million signs."""
    return Mending(text).run() if len(text) <= MOST_SIGNS else []


class Mending:
    """One walk over the lines of a text, each mended before the next is read."""

    def __init__(self, text: str) -> None:
        """Begin with the first line."""
        self.lines = re.split(BREAK, text)
        self.state = START
        self.levels = Levels(_floor(self.lines))

    def run(self) -> list[Slip]:
        """Mend every line."""
        found = [self._line(number, line) for number, line in enumerate(self.lines)]
        return [slip for slip in found if slip is not None]

    def _line(self, number: int, line: str) -> Slip | None:
        before = self.state
        if not line.strip(BLANK) or len(line) > LONGEST_LINE or before.quote is not None or is_literal(line, before):
            self.state = taken_apart(line, number, before).state
            return None
        made = self._made(line, number)
        parts = (made[-1].mended if made else line).split("\n")
        placed = [self._part(part, number) for part in parts]
        made += [found for found in placed if found]
        if not made:
            return None
        return Slip(number, _together(made), made[0].column, "\n".join(map(_mended, parts, placed)))

    def _made(self, line: str, number: int) -> list[Found]:
        """Mend a line, one slip after the other."""
        made: list[Found] = []
        while len(made) < MOST_ROUNDS and "\n" not in line:
            found = self._first(line, number, self.state)
            if found is None:
                break
            made.append(found)
            line = found.mended
        return made

    def _part(self, line: str, number: int) -> Found | None:
        """Pass over a line that is whole now; say whether it stands where it may."""
        before, signs = self.state, taken_apart(line, number, self.state)
        self.state = signs.state
        if before.brackets:
            return None
        return self.levels.misplaced(Here(line, signs.bare, signs.depths, 0))

    def _first(self, line: str, number: int, before: State) -> Found | None:
        """Find the first slip of a line."""
        signs = taken_apart(line, number, before)
        here = Here(line, signs.bare, signs.depths, len(before.brackets))
        if TABS.match(line) and not here.depth and line.strip():
            return _tabs(line)
        found = next((found for rule in RULES if (found := rule(here))), None)
        return found or self._structure(here, signs, number)

    def _structure(self, here: Here, signs: Signs, number: int) -> Found | None:
        """Find what is wrong with how a line fits to those around it."""
        crossed = ends.crossed(here, signs)
        if crossed or not (signs.state.brackets or signs.state.quote):
            return crossed
        return ends.unclosed(here, signs.state, number, self._following(number))

    def _following(self, number: int) -> str | None:
        """Give the next line on which something is written."""
        return next((line for line in self.lines[number + 1 :] if line.strip() and line.lstrip()[0] != "#"), None)


def _floor(lines: list[str]) -> int:
    """Give the least indentation of the lines."""
    return min((indent(line) for line in lines if line.strip() and line.lstrip()[0] not in "#]}"), default=0)


def _mended(part: str, placed: Found | None) -> str:
    return placed.mended if placed else part


def _tabs(line: str) -> Found:
    found = TABS.match(line)
    end = found.end() if found else 0
    return Found("indent with spaces, not with tabs", line.index("\t"), line[:end].expandtabs(4) + line[end:])


def _together(made: list[Found]) -> str:
    """Say all that is wrong with a line, each once."""
    return "; ".join(dict.fromkeys(found.message for found in made))
