"""What people write as an answer, read: numbers, arithmetic, volumes, `cannot`; nothing is ever run."""

import math
import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, Literal, TypeAlias

from netcalc.homework.answers.units import Unit, unit_of
from netcalc.report.claims import SUFFIXES
from netcalc.text.expression import Constant, ExpressionError, Tree, evaluate, parse

Kind: TypeAlias = Literal["number", "volume", "cannot", "word"]
LONGEST: Final = 300
SHOWN: Final = 100
MOST_EXTENTS: Final = 6
LEAST_DIGITS: Final = 2
WIDEST: Final = 400

CANNOT: Final = re.compile(
    r"(it )?(can ?'?not|cannot|can't|cant|does ?n[o']t|doesnt|does not|will not|won't)"
    r"( (fit|work|be done|divide( evenly)?))?"
    r"|(it is |it's )?(invalid|impossible|undefined|not (possible|valid|an integer|a whole number)|misfit|no fit)"
    r"|no valid (output|volume|size)|:\\"
)
GROUPS: Final = r"[0-9]{1,3}(?:[,_ '’][0-9]{3})+"
DECIMAL: Final = rf"[+-]?(?:{GROUPS}|[0-9][0-9_]*)?(?:\.[0-9]+|\.)?(?:e[+-]?[0-9]{{1,3}})?"
QUANTITY: Final = re.compile(rf"(?P<digits>{DECIMAL})\s*(?P<rest>[a-zA-Zµ%/ ]*)")
COMMA: Final = re.compile(r"[+-]?[0-9]+,[0-9]+")
GROUPED: Final = re.compile(rf"[+-]?{GROUPS}")
DOTTED: Final = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+")
EXTENTS: Final = re.compile(r"\s*(?:x|\*|,|;|\bby\b|\s)\s*")
EXTENT: Final = re.compile(r"[0-9]{1,20}(?:\.[0-9]{1,20}|/[0-9]{1,20})?")
BRACKETS: Final = re.compile(r"[\[(]([^\[\]()]*)[\])]")
ARITHMETIC: Final = re.compile(r"[0-9e+\-*/%(). _]+")
SIGNS: Final = str.maketrans({"×": "x", "·": "*", "∙": "*", "⋅": "*", "−": "-", "–": "-", "’": "'", "÷": "/"})
ABOUT: Final = re.compile(r"^(?:≈|~|about|approx\.?|approximately|ca\.?|=)\s*")
SPACED_E: Final = re.compile(r"(?<=[0-9])\s*[eE]\s*(?=[+-]?[0-9])")
SCIENTIFIC: Final = re.compile(
    r"([+-]?[0-9][0-9_,.]*)\s*[x*]\s*10\s*(?:\^|\*\*)\s*\(?([+-]?[0-9]{1,3})\)?(\s*[^\W\d][^*/+()^]*)?"
)
GROUPING: Final = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")


class NotReadable(Exception):
    """An answer that can be read in two ways, or in none; the sentence asks it back."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was read: its kind and value, how far off its writing may be, its unit, the numbers in it."""

    kind: Kind
    value: Any
    slack: Fraction = Fraction(0)
    unit: Unit | None = None
    parts: tuple[Fraction, ...] = ()


def shown(written: object) -> str:
    """Give an answer as it was written, in a line and no longer than a line."""
    if isinstance(written, int) and written.bit_length() > WIDEST:
        return f"a number of {written.bit_length():,} bits"
    parts = written[:MOST_EXTENTS] if isinstance(written, list | tuple) else (written,)
    text = "x".join(part[:LONGEST] if isinstance(part, str) else _short(part) for part in parts)
    plain = "".join(sign if sign.isprintable() else " " for sign in text[:LONGEST])
    return plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"


def _short(part: object) -> str:
    if isinstance(part, list | tuple | dict | set):
        return "[…]"
    try:
        return str(part)[:LONGEST]
    except ValueError:
        return "a number too large to show"


def tidy(written: object) -> str:
    """Give the text of an answer in plain signs; NotReadable where there is too much of it."""
    if isinstance(written, dict | set):
        message = "write a number, arithmetic, a volume such as 28x28x6, or `cannot`"
        raise NotReadable(message)
    if isinstance(written, list | tuple):
        if len(written) > MOST_EXTENTS or any(isinstance(part, list | tuple | dict) for part in written):
            message = "a volume has at most four numbers"
            raise NotReadable(message)
        written = "[" + ", ".join(map(_short, written)) + "]"
    if isinstance(written, int) and written.bit_length() > WIDEST:
        message = "this number is too large"
        raise NotReadable(message)
    text = str(written)
    if len(text) > LONGEST:
        message = f"an answer has at most {LONGEST} characters"
        raise NotReadable(message)
    text = unicodedata.normalize("NFKC", text.translate(SIGNS)).translate(SIGNS)
    return " ".join(text.split())


def read_number(written: object, *, whole: bool) -> Given:
    """Read a number or arithmetic; `whole`: a whole number is asked for. NotReadable where that is not clear.

    >>> read_number("61.7k", whole=True).value, read_number("5*5*6 + 6", whole=True).value
    (Fraction(61700, 1), Fraction(156, 1))
    """
    text = tidy(written).strip("`$! ").removesuffix(".")
    if CANNOT.fullmatch(text.lower()):
        return Given("cannot", None)
    plain = SPACED_E.sub("e", ABOUT.sub("", text))
    power = SCIENTIFIC.fullmatch(plain)
    plain = f"{power[1]}e{power[2]}{power[3] or ''}" if power else plain.replace("^", "**")
    head, equals, tail = plain.rpartition("=")
    if equals:
        found = read_number(tail, whole=whole)
        return Given(found.kind, found.value, found.slack, found.unit, _arithmetic(head).parts)
    _two_readings(plain, whole=whole)
    return _quantity(plain, whole=whole) or _arithmetic(plain)


def _two_readings(text: str, *, whole: bool) -> None:
    """Ask back what is one number to some and another to others."""
    if COMMA.fullmatch(text) and not GROUPED.fullmatch(text):
        message = f"`{text[:SHOWN]}` can be read in two ways: a comma groups three digits, a decimal takes a point"
        raise NotReadable(message)
    if whole and DOTTED.fullmatch(text):
        message = f"`{text[:SHOWN]}` can be read in two ways: a whole number is asked for, so leave the point out"
        raise NotReadable(message)


def _quantity(text: str, *, whole: bool) -> Given | None:
    match = QUANTITY.fullmatch(text)
    if not match or not any(sign.isdigit() for sign in match["digits"]):
        return None
    digits = re.sub(r"[,_ '’]", "", match["digits"])
    scale, unit = _scaled(match["rest"].strip())
    value = Fraction(digits) * scale
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > 4 * WIDEST:
        message = "this number is too large"
        raise NotReadable(message)
    rounded = scale != 1 or "e" in digits or not whole
    return Given("number", value, half_unit(digits) * scale if rounded else Fraction(0), unit, (value,))


def _scaled(rest: str) -> tuple[int, Unit | None]:
    """Split what stands behind the digits into a scale and a unit."""
    first, _, others = rest.partition(" ")
    named = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "mil": 10**6, "mio": 10**6, "bn": 10**9}
    if first.lower() in named:
        return named[first.lower()], unit_of(others)
    if (unit := unit_of(rest)) is not None or not rest:
        return (unit.scale if unit else 1), unit
    if first in SUFFIXES and not first.endswith("iB"):
        return SUFFIXES[first], unit_of(others)
    if first[:1] in SUFFIXES and (unit := unit_of(rest[1:].strip())) is not None:
        return SUFFIXES[first[:1]] * unit.scale, unit
    message = f"`{rest[:SHOWN]}` is no unit that is known here: write the number alone"
    raise NotReadable(message)


def half_unit(digits: str) -> Fraction:
    """Say how far off a rounded figure may be: half a unit of its last digit, or of its second if it has but one."""
    mantissa, _, exponent = digits.lower().lstrip("+-").partition("e")
    decimals = len(mantissa.partition(".")[2])
    significant = len(mantissa.replace(".", "").lstrip("0"))
    fewer = max(0, LEAST_DIGITS - significant) if significant else LEAST_DIGITS
    return Fraction(1, 2) * Fraction(10) ** (int(exponent or 0) - decimals - fewer)


def two_digits(value: Fraction) -> Fraction:
    """Give half a unit of a number's second digit."""
    if not value:
        return Fraction(1, 200)
    power = math.floor(math.log10(abs(value.numerator)) - math.log10(value.denominator))
    return Fraction(1, 2) * Fraction(10) ** (power - 1)


def _arithmetic(text: str) -> Given:
    plain = re.sub(r"(?<=[0-9) ])\s*x\s*(?=[0-9( ])", "*", GROUPING.sub("", text.lower())).replace("^", "**")
    if not ARITHMETIC.fullmatch(plain):
        message = f"`{text[:SHOWN]}` is neither a number nor arithmetic"
        raise NotReadable(message)
    try:
        tree = parse(plain)
        value = evaluate(tree, {})
    except ExpressionError as error:
        message = f"`{text[:SHOWN]}`: {error}"
        raise NotReadable(message) from None
    return Given("number", value, Fraction(0), None, tuple(constants(tree)))


def constants(tree: Tree) -> list[Fraction]:
    """List the numbers that stand in arithmetic."""
    if isinstance(tree, Constant):
        return [tree.value]
    return [value for operand in getattr(tree, "operands", ()) for value in constants(operand)]


def read_volume(written: object) -> Given:
    """Read a volume, or extents, in any usual form; NotReadable where it is none.

    >>> read_volume("(28, 28, 6)").value == read_volume("28 × 28 × 6").value
    True
    """
    text = tidy(written).strip("`$! ").removesuffix(".").lower()
    if CANNOT.fullmatch(text):
        return Given("cannot", None)
    if text in ("all", "everything", "the whole input", "whole input"):
        return Given("word", "all")
    if text == "unknown":
        return Given("word", "unknown")
    if re.fullmatch(r"[0-9]+,[0-9]+|[0-9]{1,3}\.[0-9]{3}", text):
        message = f"`{text[:SHOWN]}` can be read in two ways: write a volume as 28x28x6"
        raise NotReadable(message)
    found = BRACKETS.fullmatch(text)
    parts = EXTENTS.split((found[1] if found else text).strip(" ,"))
    if len(parts) > MOST_EXTENTS or not all(EXTENT.fullmatch(part) for part in parts):
        if "=" in text or re.search(r"[+/()-]", text):
            return read_number(written, whole=True)
        message = f"`{text[:SHOWN]}` is no volume such as 28x28x6"
        raise NotReadable(message)
    try:
        return Given("volume", tuple(map(Fraction, parts)))
    except ZeroDivisionError:
        message = "this divides by zero"
        raise NotReadable(message) from None


TRUTHS: Final = {
    **dict.fromkeys(("true", "yes", "valid", "fits", "it fits", "y"), True),
    **dict.fromkeys(("false", "no", "n"), False),
}


def read_truth(written: object) -> Given:
    """Read a yes or a no."""
    text = tidy(written).lower()
    if CANNOT.fullmatch(text):
        return Given("word", value=False)
    if text not in TRUTHS:
        message = "write yes or no"
        raise NotReadable(message)
    return Given("word", TRUTHS[text])


def read_word(written: object) -> Given:
    """Read a word, or words joined by commas."""
    return Given("word", tidy(written).lower())
