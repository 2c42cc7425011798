"""The signs of a line that make it up: which brackets and quotes are open, what is quoted, what is a comment."""

import re
from typing import Final, NamedTuple

CLOSES: Final = {"[": "]", "{": "}"}
LITERAL: Final = re.compile(r"(?:^|[-:?] )\s*[|>][-+0-9]*\s*$")
DASHES: Final = re.compile(r" *(?:- +)*")
GAP: Final = " \t"


class Open(NamedTuple):
    """A bracket or quote that was opened, where, and how far that line is indented."""

    sign: str
    line: int
    column: int
    indent: int


class State(NamedTuple):
    """What is open where a line begins; `literal`: lines further in than this are text as they are."""

    brackets: tuple[Open, ...] = ()
    quote: Open | None = None
    literal: int | None = None


class Signs(NamedTuple):
    """A line taken apart: `bare` has blanks for comments and `_` for quoted text; `depths` counts open brackets."""

    bare: str
    depths: tuple[int, ...]
    state: State
    stray: int | None = None


START: Final = State()


def is_literal(line: str, state: State) -> bool:
    """Say whether a line is text that YAML leaves as it is."""
    return state.literal is not None and (not line.strip() or indent(line) > state.literal)


def indent(line: str) -> int:
    """Count the blanks before what is written."""
    return len(line) - len(line.lstrip(" "))


def taken_apart(line: str, number: int, state: State) -> Signs:
    """Take one line apart, given what is open where it begins."""
    if is_literal(line, state):
        return Signs("_" * len(line), (1,) * len(line), state)
    walk = Walk(line, number, state)
    walk.run()
    literal = None
    bare = "".join(walk.bare)
    if not walk.brackets and walk.quote is None and LITERAL.search(bare):
        inside = bare.rstrip(" |>-+0123456789").endswith(":")
        dashes = DASHES.match(line)
        literal = dashes.end() if inside and dashes else indent(line)
    after = State(tuple(walk.brackets), walk.quote, literal)
    return Signs(bare, tuple(walk.depths), after, walk.stray)


class Walk:
    """One walk along a line, sign by sign."""

    def __init__(self, line: str, number: int, state: State) -> None:
        """Begin with what is open."""
        self.line, self.number = line, number
        self.brackets, self.quote = list(state.brackets), state.quote
        self.bare: list[str] = []
        self.depths: list[int] = []
        self.stray: int | None = None
        self.fresh = True

    def run(self) -> None:
        """Walk to the end."""
        column = 0
        while column < len(self.line):
            sign = self.line[column]
            self.depths.append(len(self.brackets))
            if self.quote is not None:
                column += self._quoted(sign, column)
            elif sign == "#" and (column == 0 or self.line[column - 1] in GAP):
                self.bare += " " * (len(self.line) - column)
                self.depths += [len(self.brackets)] * (len(self.line) - column - 1)
                return
            else:
                self._plain(sign, column)
                column += 1

    def _quoted(self, sign: str, column: int) -> int:
        """Pass over quoted text; give how many signs were passed."""
        pair = self.line[column : column + 2]
        escaped = pair == "''" if self.quote and self.quote.sign == "'" else sign == "\\" and len(pair) == 2
        if escaped:
            self.bare += "__"
            self.depths.append(len(self.brackets))
            return 2
        closing = self.quote is not None and sign == self.quote.sign
        self.bare.append(sign if closing else "_")
        if closing:
            self.quote, self.fresh = None, False
        return 1

    def _plain(self, sign: str, column: int) -> None:
        self.bare.append(sign)
        if sign in "\"'" and self.fresh:
            self.quote = Open(sign, self.number, column, indent(self.line))
        elif sign in "[{" and (self.brackets or self.fresh):
            self.brackets.append(Open(sign, self.number, column, indent(self.line)))
            self.fresh = True
        elif sign in "]}" and self.brackets:
            self._close(sign, column)
        elif sign not in GAP:
            self.fresh = self._begins(sign, column)

    def _close(self, sign: str, column: int) -> None:
        if self.brackets and CLOSES[self.brackets[-1].sign] == sign:
            self.brackets.pop()
            self.fresh = False
        elif self.stray is None:
            self.stray = column

    def _begins(self, sign: str, column: int) -> bool:
        """Say whether something new may begin after this sign."""
        ends = column + 1 == len(self.line) or self.line[column + 1] in GAP
        if sign == ",":
            return bool(self.brackets)
        if sign in "-?":
            return self.fresh and ends
        return sign == ":" and (ends or bool(self.brackets and self.line[column - 1] in "\"'"))
