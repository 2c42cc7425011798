"""The answer to a table, spread over its cells: a mapping of rows to columns, a Markdown table, a CSV."""

import csv
from collections.abc import Mapping
from typing import Final

from netcalc.homework.key.key import Key

MOST_TEXT: Final = 20_000
NAMED: Final = ("", "layer", "name", "row")


def spread(key: Key, answers: Mapping[str, object]) -> Mapping[str, object]:
    """Put each cell's answer under its own id."""
    tables = {name.split(".", 1)[0] for name in key.solutions if "." in name and name not in answers} & answers.keys()
    if not tables:
        return answers
    made = dict(answers)
    for name in tables:
        if name not in key.solutions:
            made |= _cells(name, made.pop(name))
    return made


def _cells(name: str, answer: object) -> dict[str, object]:
    rows = answer if isinstance(answer, Mapping) else _table(str(answer)[:MOST_TEXT])
    return {
        f"{name}.{row}.{column}": cell
        for row, cells in rows.items()
        if isinstance(cells, Mapping)
        for column, cell in cells.items()
    }


def _table(text: str) -> dict[str, dict[str, str]]:
    """Read a Markdown table or a CSV whose first row names the columns, whose first column the rows."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if any(line.startswith("|") for line in lines):
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.strip("|:- ")]
    else:
        rows = [[cell.strip() for cell in row] for row in csv.reader(lines)]
    heads = [head.lower() if head.lower() in NAMED else head for head in rows[0]] if rows else []
    return {row[0]: dict(zip(heads[1:], row[1:], strict=False)) for row in rows[1:] if row}
