"""The ways in which people write an answer in words: a volume, a shape, that it does not fit; each read back."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from netcalc.course.banks.numbers import decimal
from netcalc.homework.answers.given import NotReadable
from netcalc.homework.key.solution import Solution
from netcalc.homework.key.worked import CANNOT
from netcalc.homework.marking.finding import is_right
from netcalc.homework.marking.reading import read
from netcalc.homework.mistakes.base import Told, exact
from netcalc.report.report import Reach
from netcalc.volume import Volume

FORMS: Final = (
    ("", "x", ""), ("", " x ", ""), ("", "×", ""), ("", " × ", ""), ("(", ", ", ")"), ("[", "x", "]"),
    ("", ", ", ""), ("(", ",", ")"), ("[", ", ", "]"), ("(", "x", ")"),
)  # fmt: skip
CANNOTS: Final = (
    "cannot", "it does not fit", "does not fit", "it doesn't fit", "doesn't fit", "invalid", "not valid",
    "impossible", "not possible", "does not work", "not an integer",
)  # fmt: skip
TRUTHS: Final = {True: ("yes", "true", "valid"), False: ("no", "false", "invalid", "not valid")}


def spelled(solution: Solution, value: Told) -> tuple[str, ...]:
    """Give the ways to write a value, the plainest first."""
    if value == CANNOT:
        return CANNOTS
    if isinstance(value, bool):
        return TRUTHS[value]
    if isinstance(value, str):
        return (value,)
    if (number := exact(value)) is not None:
        return tuple(dict.fromkeys((decimal(number), *((f"{number.numerator:,}",) if number.denominator == 1 else ()))))
    if not isinstance(value, tuple) or not value:
        return ()
    if all(isinstance(each, str) for each in value):
        return tuple(dict.fromkeys(between.join(map(str, value)) for between in (", ", " ", " and ")))
    return tuple(dict.fromkeys(_extents(solution, value)))


def _extents(solution: Solution, value: tuple[object, ...]) -> Iterator[str]:
    """Write extents: with signs between them and around them, those of 1 left out, one number for equal ones."""
    sizes = tuple(each.size if isinstance(each, Reach) else each for each in value)
    if not all(isinstance(each, int | Fraction) for each in sizes):
        return
    told = solution.conventions.told(sizes) if isinstance(value, Volume) else sizes
    shorter = [told, *([told[:-1]] if len(told) > 1 and told[-1] == 1 else []), (told[-1],)]
    for extents in (*shorter, told[:1]):
        for before, between, behind in FORMS:
            yield f"{before}{between.join(map(str, extents))}{behind}"


def right_spellings(solution: Solution) -> tuple[str, ...]:
    """Give the spellings of what is right that `grade` takes for right too."""
    return tuple(text for text in spelled(solution, solution.right) if _is_right(solution, text))


def _is_right(solution: Solution, text: str) -> bool:
    try:
        return is_right(solution, read(solution, text))
    except NotReadable:
        return False
