"""Columns of text, aligned: fast for any number of rows, and never cut off."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

from netcalc.render.formats.text import Line, line

GAP: Final = "  "
NARROWEST: Final = 20
Align = Literal["left", "right"]


class Row(NamedTuple):
    """The cells of a row, and its style on a terminal."""

    cells: tuple[str, ...]
    style: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Heads with their alignment, rows, and the rows of totals below the rule."""

    heads: tuple[tuple[str, Align], ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...] = ()

    def widths(self) -> list[int]:
        """Give each column's width."""
        columns = zip(
            tuple(head for head, _ in self.heads), *(row.cells for row in (*self.rows, *self.totals)), strict=True
        )
        return [max(map(len, column)) for column in columns]

    def width(self) -> int:
        """Give the width of a line."""
        widths = self.widths()
        return sum(widths) + len(GAP) * (len(widths) - 1)

    def wrapped(self, width: int | None) -> "Table":
        """Break the last column, which is words, so that a line has that width; continuations start with blanks."""
        *before, last = self.widths()
        room = (width or 0) - sum(before) - len(GAP) * len(before)
        from textwrap import wrap

        if width is None or last <= room or room < NARROWEST:
            return self
        rows: list[Row] = []
        for row in self.rows:
            first, *more = wrap(row.cells[-1], room) or [""]
            rows += [Row((*row.cells[:-1], first), row.style), *(Row(("",) * len(before) + (text,)) for text in more)]
        return replace(self, rows=tuple(rows))

    def lines(self) -> list[Line]:
        """Lay the table out: heads, a rule, rows, a rule, totals."""
        widths = self.widths()
        aligns = [align for _, align in self.heads]
        rule = line("─" * self.width(), "dim")
        body = [line(aligned(row.cells, widths, aligns), row.style) for row in self.rows]
        below = [line(aligned(row.cells, widths, aligns), row.style or "bold") for row in self.totals]
        heads = line(aligned([head for head, _ in self.heads], widths, aligns), "bold")
        return [heads, rule, *body, *([rule, *below] if below else [])]


def aligned(cells: Sequence[str], widths: Sequence[int], aligns: Sequence[Align]) -> str:
    """Put cells side by side, each as wide as its column."""
    pairs = zip(cells, widths, aligns, strict=True)
    return GAP.join(
        cell.ljust(width) if align == "left" else cell.rjust(width) for cell, width, align in pairs
    ).rstrip()
