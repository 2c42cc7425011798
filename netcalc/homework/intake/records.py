"""A table as text, taken apart record by record, so that no bad line can spoil another."""

import csv
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

MOST_LINE: Final = 100_000
MOST_LINES: Final = 200  # of one record
SEPARATORS: Final = ",;\t"
EXCEL: Final = re.compile(rf'"?sep=([{SEPARATORS}])"?\s*', re.IGNORECASE)  # its own first line


class Record(NamedTuple):
    """One record: the line on which it begins, its cells, or why it has none."""

    line: int
    cells: tuple[str, ...] = ()
    wrong: str = ""


def records(lines: Iterator[str], between: str) -> Iterator[Record]:
    r"""Read records; a quoted cell may have line breaks, a quote that nobody closes costs its own line alone.

    >>> [record.cells for record in records(iter(['a,"b\n', 'c"\n', 'd,e\n']), ",")]
    [('a', 'b\nc'), ('d', 'e')]
    """
    waiting: list[str] = []
    number = 0
    source = iter(lines)
    while True:
        text = waiting.pop(0) if waiting else next(source, None)
        if text is None:
            return
        number += 1
        if not text.strip(between + " \r\n") or (number == 1 and EXCEL.fullmatch(text)):
            continue
        more = _rest(text, waiting, source)
        yield _record(number, text + "".join(more), between)
        number += len(more)
        del waiting[: len(more)]


def _rest(text: str, waiting: list[str], source: Iterator[str]) -> list[str]:
    """Give the lines that a quoted cell goes on with; none where its quote is never closed."""
    quotes = text.count('"')
    taken = 0
    while quotes % 2 and taken < MOST_LINES:
        if taken == len(waiting):
            line = next(source, None)
            if line is None:
                return []
            waiting.append(line)
        quotes += waiting[taken].count('"')
        taken += 1
    return waiting[:taken] if quotes % 2 == 0 else []


def _record(number: int, text: str, between: str) -> Record:
    if len(text) > MOST_LINE:
        return Record(number, wrong=f"the line has more than {MOST_LINE:,} characters")
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=between, strict=True))
    except csv.Error as error:
        return Record(number, wrong=f"the line cannot be taken apart ({error})")
    return Record(number, tuple(cell.strip() for cell in rows[0])) if len(rows) == 1 else _broken(number)


def _broken(number: int) -> Record:
    return Record(number, wrong="the line cannot be taken apart (a line break outside of quotes)")


def separator(first: str) -> str:
    """Give the sign that stands between the cells of a first line, or that this line is there to say."""
    said = EXCEL.fullmatch(first)
    return said[1] if said else max(SEPARATORS, key=first.count)
