"""A table made to fit: rounded numbers, columns left out, long words cut or broken, at last a table below the other."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from netcalc.render.table import Cell, Head, Narrower, Table, written
from netcalc.render.values import rounded
from netcalc.render.wide import broken, end, left, right, start, wide

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
    return Column(head, cells, texts, max(map(wide, texts)))


def width(found: Sequence[Column]) -> int:
    """Give the width of a line."""
    return sum(each.width for each in found) + len(GAP) * (len(found) - 1)


def fitted(table: Table, room: int | None) -> tuple[list[list[Column]], tuple[str, ...]]:
    """Lay a table out in that width, in one block or in several; say what was given up.

    What turns out to have room when all is given up that had to be, is taken back.
    """
    found, given_up = dict(enumerate(columns(table))), list[GivenUp]()
    for step in table.narrower:
        if room is None or _width(found) <= room:
            break
        narrower = _narrowed(found, step, room)
        if narrower != found:
            given_up.append(GivenUp(step, {at: each for at, each in found.items() if narrower.get(at) != each}))
        found = narrower
    kept = [] if room is None else _taken_back(found, given_up, room)
    there = {each.head.text for each in found.values()}
    short = [step for step, _ in given_up if step not in kept and (step.kind == "drop" or there & {*step.heads})]
    lost = dict.fromkeys(step.lost for step in short if step.lost)
    return _blocks([found[at] for at in sorted(found)], room), tuple(lost)


class GivenUp(NamedTuple):
    """One thing that was given up, and the columns as they were before, by their places."""

    step: Narrower
    before: dict[int, Column]


def _taken_back(found: dict[int, Column], given_up: Sequence[GivenUp], room: int) -> list[Narrower]:
    """Put back what fits, from what was given up last; say what is whole again."""
    whole, gone = list[Narrower](), set[int]()
    for step, before in reversed(given_up):
        back = {**found, **before}
        if not gone & before.keys() and _width(back) <= room:
            found |= back
            whole.append(step)
            continue
        shorter = _narrowed(back, step, room)
        if not gone & before.keys() and _width(shorter) <= room:
            found |= shorter  # a cut that takes less
        gone |= before.keys()
    return whole


def _width(found: Mapping[int, Column]) -> int:
    return width([*found.values()])


def _narrowed(found: dict[int, Column], step: Narrower, room: int) -> dict[int, Column]:
    if step.kind == "drop":
        return {at: each for at, each in found.items() if each.head.text not in step.heads}
    made = dict(found)
    for at, each in found.items():
        if each.head.text in step.heads:
            goal = max(step.least, wide(each.head.text), each.width - _width(made) + room)
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
    return text if wide(text) <= goal else MORE + end(text, goal - 1)


def clip(text: str, goal: int) -> str:
    """Cut a long text down to a width, keeping its start; no number is cut in two.

    >>> clip("[1, 2, 3, 4]", 8), clip("[0.25, 0.125]", 10)
    ('[1, 2, …', '[0.25, …')
    """
    if wide(text) <= goal:
        return text
    kept = start(text, goal - 1)
    rest = text[len(kept) :]
    whole = kept[: kept.rfind(" ") + 1] if rest[0].isdigit() or rest[0] == "." else kept
    return (whole or kept) + MORE


def _cut(column: Column, goal: int) -> Column:
    return _column(column.head, column.cells, tuple(cut(text, goal) for text in column.texts))


def _clipped(column: Column, goal: int) -> Column:
    return _column(column.head, column.cells, tuple(clip(text, goal) for text in column.texts))


def _wrapped(column: Column, goal: int) -> Column:
    longest = max((wide(word) for text in column.texts for word in text.split()), default=0)
    room = max(goal, min(longest, WORD))
    texts = tuple("\n".join(broken(text, room)) if wide(text) > room else text for text in column.texts)
    return Column(column.head, column.cells, texts, max(wide(row) for text in texts for row in text.split("\n")))


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
    rows = zip(*(each.texts for each in found), strict=True)
    return [
        [aligned(found, cells) for cells in zip_longest(*(text.split("\n") for text in texts), fillvalue="")]
        for texts in rows
    ]


def aligned(found: Sequence[Column], cells: Sequence[str]) -> str:
    """Put cells side by side, each as wide as its column."""
    pairs = zip(found, cells, strict=True)
    return GAP.join(
        [right(cell, each.width) if each.head.holds == "numbers" else left(cell, each.width) for each, cell in pairs]
    ).rstrip()
