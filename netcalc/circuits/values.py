"""What stands behind a name: a number, a vector or matrix in full, or a shape whose values are drawn."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite, prod
from typing import Any, Final, TypeAlias
from unicodedata import normalize

from netcalc import problems
from netcalc.circuits.reading.lists import listed
from netcalc.circuits.shapes import MOST_VALUES, Shape, spoken
from netcalc.problems import Problem, SpecError
from netcalc.text.numbers.exact import evaluate
from netcalc.text.numbers.expression import ExpressionError, parse

SHAPE: Final = re.compile(r"\s*[(\[]?\s*([0-9]{1,9})\s*[xX×]\s*([0-9]{1,9})\s*[)\]]?\s*")  # [10x3], as on slides
TIMES: Final = re.compile(r"\s*([0-9]{1,4})\s*\*\s*([0-9]{1,4})\s*")
MORE_AXES: Final = re.compile(r"\s*[0-9]{1,9}(?:\s*[xX×]\s*[0-9]{1,9}){2,9}\s*")
LONGEST: Final = 20_000
MOST_WRITTEN: Final = 10_000
TOO_MANY: Final = f"more than {MOST_WRITTEN:,} values: give a shape"
RAISED: Final = re.compile("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
LOWERED: Final = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")

Numbers: TypeAlias = "float | tuple[Numbers, ...]"
Known: TypeAlias = "Numbers | None"


@dataclass(frozen=True, slots=True)
class Given:
    """The shape of an input, and its values; None where they are to be drawn, or a shape that follows from others.

    `like` is the shape that was perhaps meant by a number written as a product.
    """

    shape: Shape | None
    values: Known
    like: str = ""


def given(values: Mapping[str, Any]) -> dict[str, Given]:
    """Read the values of all names; SpecError with all that are wrong."""
    read: dict[str, Given] = {}
    found: list[Problem] = []
    for written, value in values.items():
        name = plain(written)
        try:
            read[name] = _given(value)
        except ValueError as error:
            found.append(Problem(code=problems.INVALID_VALUE, message=f"{name}: {error}"))
    if found:
        raise SpecError(found)
    return read


def plain(name: str) -> str:
    """Give a name as Python's own parser reads it: one micro sign, w0 for w₀.

    >>> plain("w₀") == "w0", plain("\u00b5") == "\u03bc"
    (True, True)
    """
    return normalize("NFKC", name.strip())


def _given(value: Any) -> Given:
    if isinstance(value, str):
        return read_value(value)
    if getattr(value, "size", 0) > MOST_WRITTEN:
        raise ValueError(TOO_MANY)
    return _numbers(value.tolist() if hasattr(value, "tolist") else value)


def read_value(text: str) -> Given:
    """Read a value as it is written on the command line.

    >>> read_value("5x10").shape, read_value("[2, -3]").values, read_value("1/4").values
    ((5, 10), (2.0, -3.0), 0.25)
    """
    text = RAISED.sub(lambda found: f"**{found[0].translate(LOWERED)}", text)  # before 10² is made 102
    text = normalize("NFKC", text.replace("−", "-").replace("–", "-"))
    if len(text) > LONGEST:
        message = f"a value of more than {LONGEST:,} characters"
        raise ValueError(message)
    if not text.strip():
        message = "there is nothing behind the = sign"
        raise ValueError(message)
    shape, times = SHAPE.fullmatch(text), TIMES.fullmatch(text)
    if shape:
        return _drawn((int(shape[1]), int(shape[2])))
    if MORE_AXES.fullmatch(text):
        message = f"`{text.strip()}` has too many axes: a circuit's arrays are vectors and matrices"
        raise ValueError(message)
    if text.lstrip().startswith("["):
        return _numbers(listed(text))
    try:
        read = _numbers(float(evaluate(parse(text), {})))
    except (ExpressionError, OverflowError):
        message = f"`{text[:40]}` is no number, vector [2, -3], matrix [[1, 2], [3, 4]], or shape 5x10"
        raise ValueError(message) from None
    return replace(read, like=f"{times[1]}x{times[2]}") if times else read


def _drawn(shape: Shape) -> Given:
    if not all(shape) or prod(shape) > MOST_VALUES:
        message = f"{spoken(shape)} is empty, or more than {MOST_VALUES:,} values"
        raise ValueError(message)
    return Given(shape, None)


def _numbers(value: Any) -> Given:
    """Take a number, a list of numbers, or a list of rows of equal length."""
    if not isinstance(value, list | tuple):
        return Given((), _number(value))
    rows = value if value and all(isinstance(row, list | tuple) for row in value) else [value]
    if not rows[0] or len({len(row) for row in rows}) > 1:
        message = "the rows are empty, or not of one length"
        raise ValueError(message)
    if len(rows) * len(rows[0]) > MOST_WRITTEN:
        raise ValueError(TOO_MANY)
    made = tuple(tuple(map(_number, row)) for row in rows)
    return Given((len(made[0]),), made[0]) if rows[0] is value else Given((len(made), len(made[0])), made)


def _number(value: Any) -> float:
    try:
        number = float(value) if not isinstance(value, str | bytes) else float("nan")
    except (TypeError, ValueError, OverflowError):
        number = float("nan")
    if not isfinite(number):
        message = f"`{str(value)[:40]}` is not a finite number"
        raise ValueError(message)
    return number
