"""A number as it is written: grouped, with a point or a decimal comma, with an exponent; and how many digits it has."""

import re
from fractions import Fraction
from typing import Final, NamedTuple

from netcalc.text.numbers.quantity import NotANumber

GROUPED: Final = re.compile(r"[0-9]{1,3}(?:([ '_,.])[0-9]{3})(?:\1[0-9]{3})*")
BOTH: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+")
NO_GROUP: Final = re.compile(r"0,[0-9]+|[0-9]+,0{1,2}")  # the comma can only be a decimal one
PLAIN: Final = re.compile(r"[0-9][0-9_]*")
DECIMAL: Final = re.compile(r"[0-9_ ']*[.,][0-9]*")
WRITTEN: Final = re.compile(
    r"(?:[0-9]{1,3}(?P<by>[ '_,.])[0-9]{3}(?:(?P=by)[0-9]{3})*(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9][0-9_]*(?:(?:[.,][0-9]+)+|\.)?|\.[0-9]+)"
    r"(?:\s?[eE]\s?[+-]?[0-9]{1,3}(?![0-9]|\.[0-9]))?"
)


class TwoWays(NotANumber):
    """The text is one number to some readers and another to others."""


class Literal(NamedTuple):
    """A number that was written: its value, a unit of its last digit, how many digits count, whether it is rounded."""

    value: Fraction
    digit: Fraction
    digits: int
    rounded: bool


def literal(text: str, *, whole: bool, real: bool = False) -> Literal:
    """Read a number without sign and unit; `whole`: no fraction is due, `real`: a fraction is.

    >>> literal("61,706", whole=True).value, literal("0,39", whole=False, real=True).digits
    (Fraction(61706, 1), 2)
    """
    mantissa, _, power = re.sub(r"\s*[eE]\s*", "e", text.strip()).partition("e")
    plain = _pointed(mantissa, whole=whole and not power, real=real)
    decimals = len(plain.partition(".")[2])
    digit = Fraction(10) ** (int(power or 0) - decimals)
    significant = plain.replace(".", "").lstrip("0")
    return Literal(Fraction(plain or "0") * Fraction(10) ** int(power or 0), digit, len(significant), bool(power))


def _pointed(text: str, *, whole: bool, real: bool) -> str:
    """Write a number with a point alone; TwoWays where it has two meanings."""
    if PLAIN.fullmatch(text) and ("_" not in text or GROUPED.fullmatch(text)):
        return text.replace("_", "")
    if BOTH.fullmatch(text):
        decimal = max(text.rfind("."), text.rfind(","))
        return re.sub(r"[.,]", "", text[:decimal]) + "." + text[decimal + 1 :]
    grouped = GROUPED.fullmatch(text)
    if grouped and not text.startswith("0"):
        return _grouped(text, grouped[1], whole=whole, real=real)
    if not DECIMAL.fullmatch(text):
        raise TwoWays(text)
    if "," in text and whole and not NO_GROUP.fullmatch(text):
        raise TwoWays(text)
    return re.sub(r"[_ ']", "", text.replace(",", ".")).removesuffix(".")


def _grouped(text: str, by: str, *, whole: bool, real: bool) -> str:
    """Read groups of three digits; a point may be a decimal one, and so may one comma where a fraction is due."""
    several = text.count(by) > 1
    if by == "." and not whole and not several:
        return text
    if not several and (by == "." or (by == "," and real)):
        raise TwoWays(text)
    return text.replace(by, "")
