"""Lists of numbers as people type them: [2, -3], [[.5, 1/3], [1, 2]], (1, 2)."""

import json
import re
from typing import Any, Final

from netcalc.text.numbers.exact import evaluate
from netcalc.text.numbers.expression import ExpressionError, parse

ROWS: Final = re.compile(r"\[\s*(\[[^\[\]]*\]\s*(?:,\s*\[[^\[\]]*\]\s*)*),?\s*\]")
ROW: Final = re.compile(r"\[([^\[\]]*)\]")
COMMA_LAST: Final = re.compile(r",\s*$")


def listed(text: str) -> Any:
    """Read a list of numbers, or of rows; ValueError.

    >>> listed("[.5, -1/4]"), listed("[[1, 2], [3, 4.]]")
    ([0.5, -0.25], [[1.0, 2.0], [3.0, 4.0]])
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    bare = text.strip()
    rows, row = ROWS.fullmatch(bare), ROW.fullmatch(bare)
    try:
        if rows:
            return [_row(each) for each in ROW.findall(rows[1])]
        if row:
            return _row(row[1])
    except (ExpressionError, OverflowError):
        pass
    message = f"`{text[:40]}` is not a list of numbers such as [2, -3] or [[1, 2], [3, 4]]"
    raise ValueError(message)


def _row(text: str) -> list[float]:
    return [float(evaluate(parse(each), {})) for each in COMMA_LAST.sub("", text).split(",")]
