"""What was read of an answer: a number, extents, a word, a yes or a no, or that it cannot be."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple, TypeAlias
from unicodedata import category

from netcalc.homework.answers.units import PERCENT, Unit

SHOWN: Final = 100
LONGEST: Final = 300
MOST_PARTS: Final = 6
WIDEST: Final = 400
UNSEEN: Final = "Cf"  # has no width, or turns text round


class NotReadable(Exception):
    """An answer that can be read in two ways, or in none; the sentence asks it back."""


class Number(NamedTuple):
    """A number: how far off its writing may be, its unit, its last digit, and the working that was written with it.

    `slack` is for a whole number that was written rounded; `digit` is a unit of the last digit of a real one, of
    `digits` that count, and 0 where it is exact. `parts` are the numbers in the working, `working` what it makes.
    `moved` is what an answer in letters comes to where the circuit's inputs are a little off.
    """

    value: Fraction
    slack: Fraction = Fraction(0)
    unit: Unit | None = None
    parts: tuple[Fraction, ...] = ()
    digit: Fraction = Fraction(0)
    digits: int = 0
    working: tuple[Fraction, ...] = ()
    moved: Fraction | None = None


class Extents(NamedTuple):
    """A volume, or a number an axis; `told` says that the order was written, and is width, height, depth.

    `digits` are units of the last digit of each, where they are written as decimals. `either` is another order in
    which a tool may have meant them: (N, 10, 28, 28).
    """

    value: tuple[Fraction, ...]
    told: bool = False
    digits: tuple[Fraction, ...] = ()
    either: tuple[Fraction, ...] = ()


class Word(NamedTuple):
    """A word, in small letters."""

    value: str


class Truth(NamedTuple):
    """A yes or a no."""

    value: bool


@dataclass(frozen=True, slots=True)
class Cannot:
    """That there is no such thing: it does not fit."""


class Array(NamedTuple):
    """An array of rows: its values, and of each a unit of its last digit with how many digits count."""

    rows: tuple[tuple[Fraction, ...], ...]
    digits: tuple[tuple[tuple[Fraction, int], ...], ...]


class Several(NamedTuple):
    """Several numbers, each of which is meant to do."""

    values: tuple[Fraction, ...]


Given: TypeAlias = Number | Extents | Word | Truth | Cannot | Array | Several


def read_as(given: Given) -> str:
    """Write what was read, so that it can be read again.

    >>> read_as(Number(Fraction(61706))), read_as(Number(Fraction(2, 5))), read_as(Extents((Fraction(5), Fraction(3))))
    ('61706', '0.4', '5x3')
    """
    if isinstance(given, Cannot):
        return "cannot"
    if isinstance(given, Several):
        return ", ".join(map(_number, given.values))
    if isinstance(given, Number):
        return _number(given.value) + _unit(given.unit)
    if isinstance(given, Array):
        return "[" + ", ".join("[" + ", ".join(map(_number, row)) + "]" for row in given.rows) + "]"
    if isinstance(given, Extents):
        return "x".join(map(_number, given.value))
    return given.value if isinstance(given, Word) else "yes" if given.value else "no"


def _unit(unit: Unit | None) -> str:
    return "" if unit is None else "%" if unit.measures == PERCENT else f" {unit.measures}"


def _number(value: Fraction) -> str:
    if value.denominator == 1 or max(value.numerator.bit_length(), value.denominator.bit_length()) > WIDEST:
        return str(value)
    return f"{float(value):.10g}"


def shown(written: object) -> str:
    """Give an answer as it was written, in a line and no longer than a line."""
    if isinstance(written, int) and written.bit_length() > WIDEST:
        return f"a number of {written.bit_length():,} bits"
    parts = written[:MOST_PARTS] if isinstance(written, list | tuple) else (written,)
    text = "x".join(part[:LONGEST] if isinstance(part, str) else short(part) for part in parts)
    plain = "".join(sign if sign.isprintable() else " " for sign in text[:LONGEST] if category(sign) != UNSEEN)
    return plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"


def short(part: object) -> str:
    """Write one part of an answer, no longer than an answer may be."""
    if isinstance(part, list | tuple | dict | set):
        return "[…]"
    try:
        return str(part)[:LONGEST]
    except ValueError:
        return "a number too large to show"
