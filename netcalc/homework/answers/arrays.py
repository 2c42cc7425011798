"""Whole arrays as people write them: lists in lists, rows on lines, NumPy's print, LaTeX's matrix."""

import re
from fractions import Fraction
from typing import Final

from netcalc.homework.answers.given import Array, NotReadable, short
from netcalc.homework.answers.links.signs import plain
from netcalc.homework.answers.links.tokens import tokens
from netcalc.homework.answers.sums.parser import read_sum
from netcalc.homework.answers.sums.sum import Wanted
from netcalc.text.numbers.expression import ExpressionError

MOST_VALUES: Final = 400
LONGEST: Final = 4_000
LATEX: Final = re.compile(r"\\(?:begin|end)\s*\{[a-z]*(?:matrix|array)\}(?:\s*\{[clr|]*\})?|\\(?:left|right)\b")
LABEL: Final = re.compile(r"^(?:[^=⇒,;\[(]|\[[^\]=⇒]*\]|\([^)=⇒]*\)){0,80}[=⇒]\s*(?=[-+0-9.\[({|])", re.DOTALL)
NAMED: Final = re.compile(r"^(?:[\w/∂∇]+\s*[:=]\s*)?(?:(?:array|tensor|matrix|Matrix)\s*)?")
TURNED: Final = re.compile(r"\s*\^\s*\(?(?:T|top|⊤|'|intercal)\)?\s*$|\.T\s*$")
OPENED: Final = str.maketrans("({<⟨", "[[[[")
CLOSED: Final = str.maketrans(")}>⟩", "]]]]")
RULE: Final = re.compile(r"[\s|:-]*")  # below the head of a Markdown table
BETWEEN: Final = re.compile(r"\s*[,&|]\s*|\s+and\s+|\s+")
ROWS: Final = re.compile(r"\s*(?:;|\n|\\\\)\s*")
WANTED: Final = Wanted(whole=False)
COMPONENT: Final = re.compile(
    r"\s*([A-Za-z∂∇][\w∂∇/]*?)_?[\[{(]?([0-9]{1,3})[\]})]?\s*[=:]\s*(?:.*[=:])?\s*([^=:]+?)\s*"
)
APART: Final = re.compile(r"\s*(?:[,;\n]|\band\b)\s*(?=[A-Za-z∂∇])")


def read_array(written: object) -> Array:
    """Read an array; NotReadable where rows are unlike or a value is no number.

    >>> read_array("[[1, 2], [3, 4]]").rows == read_array("1 2; 3 4").rows
    True
    >>> read_array("$(2, -5)^T$").rows == read_array("dx = <2, -5>").rows
    True
    """
    text = _listed(written) if isinstance(written, list | tuple) else _plain(written)
    if len(text) > LONGEST:
        message = f"an array has at most {LONGEST:,} characters here"
        raise NotReadable(message)
    text, turned = _bare(_components(text))
    rows = [_row(row) for row in _rows(text) if not RULE.fullmatch(row)]
    if (
        not rows
        or len({len(row) for row in rows}) > 1
        or sum(map(len, rows)) > MOST_VALUES
        or (turned and len(rows) > 1)
    ):
        message = "write an array as rows of equal length, such as [[1, 2], [3, 4]]"
        raise NotReadable(message)
    values = tuple(tuple(value for value, _ in row) for row in rows)
    return Array(values, tuple(tuple(digit for _, digit in row) for row in rows))


def _listed(written: list[object] | tuple[object, ...]) -> str:
    return "[" + ", ".join(_listed(each) if isinstance(each, list | tuple) else _plain(each) for each in written) + "]"


def _plain(written: object) -> str:
    return written if isinstance(written, str) else short(written)


def _components(text: str) -> str:
    """Put `y1 = 0.22, y2 = 0.26` in a row; NotReadable where its parts are not numbered one after the other."""
    parts = APART.split(plain(text).strip("[](){}. "))
    found = [COMPONENT.fullmatch(part) for part in parts]
    if len(parts) == 1 or any(each is None for each in found):
        return text
    named = [(each[1], int(each[2]), each[3]) for each in found if each]
    first = named[0][1]
    if len({name for name, _, _ in named}) > 1 or [at for _, at, _ in named] != [*range(first, first + len(named))]:
        message = "write an array in its order, such as [0.22, 0.26]"
        raise NotReadable(message)
    return f"[{', '.join(value for _, _, value in named)}]"


def _bare(text: str) -> tuple[str, bool]:
    """Give an array without what stands around it, in square brackets; and whether it is turned (`^T`)."""
    text = plain(LATEX.sub(" ", text))
    while (rest := LABEL.sub("", text)) != text:  # the last of a chain
        text = rest
    text = NAMED.sub("", text).strip().strip("|.! ")
    turned = bool(TURNED.search(text))
    text = TURNED.sub("", text)
    if not re.search(r"[A-Za-z√]\s*\(", text):
        text = text.translate(OPENED).translate(CLOSED)
    if text.count("[") != text.count("]") or re.search(r"\?|\bor\b", text):
        message = "a bracket is not closed, or this leaves open what the answer is"
        raise NotReadable(message)
    return text, turned


def _rows(text: str) -> list[str]:
    """Take rows apart: at brackets, else at semicolons and line breaks."""
    if text.count("[") > 1:
        return re.findall(r"\[([^\[\]]*)\]", text)
    return ROWS.split(text.strip("[]() "))


def _row(text: str) -> list[tuple[Fraction, tuple[Fraction, int]]]:
    return [_value(part) for part in BETWEEN.split(text.strip(" ,|\n")) if part]


def _value(text: str) -> tuple[Fraction, tuple[Fraction, int]]:
    try:
        found = read_sum(tokens(text), WANTED)
        value = found.value
    except ExpressionError as error:
        raise NotReadable(str(error)) from None
    alone = found.alone
    return value, (alone.digit, alone.digits) if alone else (Fraction(0), 0)
