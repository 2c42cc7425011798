"""A table made to fit: rounded numbers, columns left out, long words cut or broken, at last a table below the other."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Final, NamedTuple

from netcalc.render.table import Cell, Head, Narrower, Table, written
from netcalc.render.values import rounded

GAP: Final = "  "
MORE: Final = "…"
WORD: Final = 24  # a word up to this long is not broken


class Column(NamedTuple):
    """A column laid out: the texts of its cells, the head first, and the widest of them."""

    head: Head
    cells: tuple[Cell, ...]
    texts: tuple[str, ...]
    width: int


def columns(table: Table) -> list[Column]:
    """Lay a table's columns out, nothing given up."""
    rows = (*table.rows, *table.totals)
    cells = zip(*(row.cells for row in rows), strict=True) if rows else ((),) * len(table.heads)
    return [
        _column(head, each, (head.text, *map(written, each))) for head, each in zip(table.heads, cells, strict=True)
    ]


def _column(head: Head, cells: tuple[Cell, ...], texts: tuple[str, ...]) -> Column:
    return Column(head, cells, texts, max(map(len, texts)))


def width(found: Sequence[Column]) -> int:
    """Give the width of a line."""
    return sum(each.width for each in found) + len(GAP) * (len(found) - 1)


def fitted(table: Table, room: int | None) -> tuple[list[list[Column]], tuple[str, ...]]:
    """Lay a table out in that width, in one block or in several; say what was given up."""
    found, lost = columns(table), []
    for step in table.narrower:
        if room is None or width(found) <= room:
            break
        narrower = _narrowed(found, step, room)
        if step.lost and narrower != found:
            lost.append(step.lost)
        found = narrower
    return _blocks(found, room), tuple(lost)


def _narrowed(found: list[Column], step: Narrower, room: int) -> list[Column]:
    if step.kind == "drop":
        return [each for each in found if each.head.text not in step.heads]
    made = list(found)
    for at, each in enumerate(found):
        if each.head.text in step.heads:
            goal = max(step.least, len(each.head.text), each.width - width(made) + room)
            made[at] = SHORTER[step.kind](each, goal)
    return made


def _rounded(column: Column, _goal: int) -> Column:
    texts = (rounded(cell) if isinstance(cell, int) else written(cell) for cell in column.cells)
    return _column(column.head, column.cells, (column.head.text, *texts))


def cut(text: str, goal: int) -> str:
    """Cut a long name down to a width, keeping its end, where names differ.

    >>> cut("layer1.0.conv2", 8)
    '…0.conv2'
    """
    return text if len(text) <= goal else MORE + text[1 - goal :]


def clip(text: str, goal: int) -> str:
    """Cut a long text down to a width, keeping its start; no number is cut in two.

    >>> clip("[1, 2, 3, 4]", 8), clip("[0.25, 0.125]", 10)
    ('[1, 2, …', '[0.25, …')
    """
    if len(text) <= goal:
        return text
    kept, rest = text[: goal - 1], text[goal - 1 :]
    whole = kept[: kept.rfind(" ") + 1] if rest[0].isdigit() or rest[0] == "." else kept
    return (whole or kept) + MORE


def _cut(column: Column, goal: int) -> Column:
    return _column(column.head, column.cells, tuple(cut(text, goal) for text in column.texts))


def _clipped(column: Column, goal: int) -> Column:
    return _column(column.head, column.cells, tuple(clip(text, goal) for text in column.texts))


def _wrapped(column: Column, goal: int) -> Column:
    longest = max((len(word) for text in column.texts for word in text.split()), default=0)
    room = max(goal, min(longest, WORD))
    texts = tuple("\n".join(wrap(text, room)) if len(text) > room else text for text in column.texts)
    return Column(column.head, column.cells, texts, max(len(row) for text in texts for row in text.split("\n")))


SHORTER: Final = {"round": _rounded, "cut": _cut, "clip": _clipped, "wrap": _wrapped}


def _blocks(found: list[Column], room: int | None) -> list[list[Column]]:
    """Put columns that have no room below the others, each block beginning with the first column."""
    if room is None or width(found) <= room or len(found) < 3:
        return [found]
    first, *others = found
    blocks = [[first]]
    for each in others:
        if len(blocks[-1]) > 1 and width([*blocks[-1], each]) > room:
            blocks.append([first])
        blocks[-1].append(each)
    return blocks


def rows(found: Sequence[Column]) -> list[list[str]]:
    """Give the lines of text that each row takes, the heads first."""
    made = []
    for texts in zip(*(each.texts for each in found), strict=True):
        parts = [text.split("\n") for text in texts]
        tall = max(map(len, parts))
        each = zip(*(part + [""] * (tall - len(part)) for part in parts), strict=True)
        made.append([aligned(found, cells) for cells in each])
    return made


def aligned(found: Sequence[Column], cells: Sequence[str]) -> str:
    """Put cells side by side, each as wide as its column."""
    pairs = zip(found, cells, strict=True)
    return GAP.join(
        cell.rjust(each.width) if each.head.holds == "numbers" else cell.ljust(each.width) for each, cell in pairs
    ).rstrip()
