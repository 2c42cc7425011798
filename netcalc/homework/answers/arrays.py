"""Whole arrays as people write them: lists in lists, rows on lines, NumPy's print, LaTeX's matrix."""

import re
from fractions import Fraction
from typing import Final

from netcalc.homework.answers.given import Array, NotReadable
from netcalc.homework.answers.links.tokens import tokens
from netcalc.homework.answers.sums import Wanted, read_sum
from netcalc.text.numbers.expression import ExpressionError

MOST_VALUES: Final = 400
LONGEST: Final = 4_000
PREFIX: Final = re.compile(r"^(?:[\w/∂]+\s*[=:])?\s*(?:np\.|numpy\.)?(?:array|tensor|matrix)?\s*\(?\s*(?=\[)")
SUFFIX: Final = re.compile(r"(?:,\s*(?:dtype|requires_grad|device)\s*=\s*[\w.'\"]+)*\s*\)?\s*$")
BETWEEN: Final = re.compile(r"\s*[,&]\s*|\s+")
ROWS: Final = re.compile(r"\s*(?:;|\n|\\\\)\s*")
WANTED: Final = Wanted(whole=False)


def read_array(written: object) -> Array:
    """Read an array; NotReadable where rows are unlike or a value is no number.

    >>> read_array("[[1, 2], [3, 4]]").rows == read_array("1 2; 3 4").rows
    True
    """
    text = _listed(written) if isinstance(written, list | tuple) else str(written)
    if len(text) > LONGEST:
        message = f"an array has at most {LONGEST:,} characters here"
        raise NotReadable(message)
    rows = [_row(row) for row in _rows(SUFFIX.sub("", PREFIX.sub("", text.strip())).strip()) if row.strip()]
    if not rows or len({len(row) for row in rows}) > 1 or sum(map(len, rows)) > MOST_VALUES:
        message = "write an array as rows of equal length, such as [[1, 2], [3, 4]]"
        raise NotReadable(message)
    values = tuple(tuple(value for value, _ in row) for row in rows)
    return Array(values, tuple(tuple(digit for _, digit in row) for row in rows))


def _listed(written: list[object] | tuple[object, ...]) -> str:
    return "[" + ", ".join(_listed(each) if isinstance(each, list | tuple) else str(each) for each in written) + "]"


def _rows(text: str) -> list[str]:
    """Take rows apart: at brackets between them, else at semicolons and line breaks."""
    text = re.sub(r"\\(?:begin|end)\{[a-z]*matrix\}", "", text).replace("−", "-")
    if re.search(r"\[[^\[\]]*\[", text):
        return re.findall(r"\[([^\[\]]*)\]", text)
    return ROWS.split(text.strip("[]() "))


def _row(text: str) -> list[tuple[Fraction, tuple[Fraction, int]]]:
    return [_value(part) for part in BETWEEN.split(text.strip(" ,\n")) if part]


def _value(text: str) -> tuple[Fraction, tuple[Fraction, int]]:
    try:
        found = read_sum(tokens(text), WANTED)
        value = found.value
    except ExpressionError as error:
        raise NotReadable(str(error)) from None
    alone = found.alone
    return value, (alone.digit, alone.digits) if alone else (Fraction(0), 0)
