"""A table as text: numbers between commas, an example a row, with or without names above; the last is learned."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from netcalc.reference.tape.gate import Array
from netcalc.text.words import name_hint
from netcalc.training.data.examples import Examples, examples, wrong_data

BETWEEN: Final = (",", ";", "\t")
LONGEST: Final = 1 << 20  # characters of a line


class Lines(NamedTuple):
    """The cells of a file, the number of its first row of values, and the names of its columns, if it has some."""

    rows: list[list[str]]
    first: int
    names: list[str]


def read(path: Path, label: str | None) -> Examples:
    """Read a table; SpecError, with line and column, where a cell is not a number."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = _lines(list(_cells(file.read().splitlines())), path.name)
    except UnicodeDecodeError:
        message = f"{path.name} is not text"
        raise wrong_data(message, "a .csv is text in UTF-8") from None
    learned = _column(lines, label, path.name)
    y, classes = _learned([row[learned] for row in lines.rows])
    made = examples(path.name, _numbers(lines, learned, path.name), y if classes else _reals(lines, learned, path.name))
    return made._replace(classes=classes)


def _cells(text: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Take each line apart that has something in it, with its number."""
    first = next((line for line in text if line.strip()), "")
    between = max(BETWEEN, key=first.count)
    for number, line in enumerate(text, start=1):
        if line.strip() and not line.startswith("#"):
            yield number, [cell.strip() for cell in next(csv.reader([line[:LONGEST]], delimiter=between))]


def _lines(rows: list[tuple[int, list[str]]], name: str) -> Lines:
    """Find names above the values; every row has as many cells."""
    if not rows:
        message = f"{name} holds no examples"
        raise wrong_data(message)
    wide = len(rows[0][1])
    for number, row in rows:
        if len(row) != wide:
            message = f"{name}, line {number}: {len(row)} cells, where the first line has {wide}"
            raise wrong_data(message)
    if wide < 2:
        message = f"{name} has one column"
        raise wrong_data(message, "an example is a row: its inputs, and last what is to be learned of it")
    headed = not any(map(_number, rows[0][1]))
    values = rows[1:] if headed else rows
    if not values:
        message = f"{name} holds names of columns, and no examples"
        raise wrong_data(message)
    return Lines([row for _, row in values], values[0][0], rows[0][1] if headed else [])


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _column(lines: Lines, label: str | None, name: str) -> int:
    """Give the place of the column that is learned: the one that is named, or the last."""
    if label is None:
        return len(lines.rows[0]) - 1
    if label in lines.names:
        return lines.names.index(label)
    message = f"{name} has no column {label[:40]}"
    hint = name_hint(label, lines.names) or f"its columns: {', '.join(lines.names)[:200] or 'without names'}"
    raise wrong_data(message, hint)


def _learned(cells: list[str]) -> tuple[Array | None, tuple[str, ...]]:
    """Give the classes numbers, in the order of their names, where all that is learned is words."""
    if any(map(_number, cells)) or not all(cells):
        return None, ()
    classes = tuple(sorted(set(cells)))
    places = {name: place for place, name in enumerate(classes)}
    return np.array([places[cell] for cell in cells]), classes


def _numbers(lines: Lines, learned: int, name: str) -> Array:
    return _floats([[*row[:learned], *row[learned + 1 :]] for row in lines.rows], lines, name, skipped=learned)


def _reals(lines: Lines, learned: int, name: str) -> Array:
    return _floats([[row[learned]] for row in lines.rows], lines, name, begins=learned)[:, 0]


def _floats(rows: list[list[str]], lines: Lines, name: str, *, skipped: int | None = None, begins: int = 0) -> Array:
    try:
        return np.array(rows, dtype=float)
    except ValueError:
        pass
    down, across = next((r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if not _number(cell))
    column = begins + across + (skipped is not None and across >= skipped)
    where = f"line {lines.first + down}, column {lines.names[column] if lines.names else column + 1}"
    cell = rows[down][across]
    found = f'"{cell[:40]}"' if cell else "nothing"
    message = f"{name}, {where}: {found} is not a number"
    raise wrong_data(message, "every cell is a number; words may stand in the column that is learned alone")
