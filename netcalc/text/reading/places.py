"""Where things stand in a text: its lines, and places in them that count from 1."""

import re
from functools import cached_property
from typing import Final, NamedTuple

from netcalc.problems import Place

BLANK: Final = " \t\n\r\x85\u2028\u2029"
BREAK: Final = r"\r\n|[\n\r\x85\u2028\u2029]"


class Span(NamedTuple):
    """From a line and column to another; all count from 0."""

    line: int
    column: int
    last_line: int
    last_column: int


class Lines:
    """A text's lines, up to the last on which something is written."""

    def __init__(self, text: str, file: str) -> None:
        """Look at this text of this file."""
        self.text, self.file = text, file

    @cached_property
    def lines(self) -> list[str]:
        """The lines, split where YAML splits them."""
        return re.split(BREAK, self.text.rstrip(BLANK))

    def place(self, span: Span) -> Place:
        """Give a span's place: on its first line, as wide as it is there."""
        line, column, end = span.line, span.column, span.last_column if span.last_line == span.line else None
        if line >= len(self.lines):  # the end of the text
            line, column, end = len(self.lines) - 1, len(self.lines[-1]), None
        text = self.lines[line].rstrip("\r")
        width = max(1, (len(text.rstrip()) if end is None else end) - column)
        return Place(file=self.file, line=line + 1, column=column + 1, text=text, width=width)

    def sign(self, line: int, column: int) -> Place:
        """Give the place of one sign."""
        return self.place(Span(line, column, line, column + 1))

    @property
    def start(self) -> Place:
        """Where the text begins."""
        return self.sign(0, 0)
