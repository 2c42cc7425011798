"""Numbers and arithmetic as people write them, read; nothing is ever run."""

import re
from fractions import Fraction
from typing import Final

from netcalc.homework.answers.given import SHOWN, WIDEST, Cannot, NotReadable, Number
from netcalc.homework.answers.tidy import bare, is_cannot
from netcalc.homework.answers.units import Unit
from netcalc.text.numbers.exact import evaluate
from netcalc.text.numbers.expression import Constant, ExpressionError, Operation, Tree, parse
from netcalc.text.numbers.quantity import NotANumber, unit

GROUPS: Final = r"[0-9]{1,3}(?:[,_ '’][0-9]{3})+"
DECIMAL: Final = rf"[+-]?(?:{GROUPS}|[0-9][0-9_]*)?(?:\.[0-9]+|\.)?(?:e[+-]?[0-9]{{1,3}})?"
QUANTITY: Final = re.compile(rf"(?P<digits>{DECIMAL})\s*(?P<rest>(?:[a-zA-Zµ%/ ]|(?<=[a-z])-(?=[a-z]))*)")
COMMA: Final = re.compile(r"[+-]?[0-9]+,[0-9]+")
GROUPED: Final = re.compile(rf"[+-]?{GROUPS}")
DOTTED: Final = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+")
ARITHMETIC: Final = re.compile(r"[0-9e+\-*/%(). _]+")
ABOUT: Final = re.compile(r"^(?:≈|~|about|approx\.?|approximately|ca\.?|=)\s*")
SPACED_E: Final = re.compile(r"(?<=[0-9])\s*[eE]\s*(?=[+-]?[0-9])")
SCIENTIFIC: Final = re.compile(
    r"([+-]?[0-9][0-9_,.]*)\s*[x*]\s*10\s*(?:\^|\*\*)\s*\(?([+-]?[0-9]{1,3})\)?(\s*[^\W\d][^*/+()^]*)?"
)
GROUPING: Final = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
TIMES: Final = re.compile(r"(?<=[0-9) ])\s*x\s*(?=[0-9( ])")
LEAST_DIGITS: Final = 2


def read_number(written: object, *, whole: bool, asked: str | None = None) -> Number | Cannot:
    """Read a number or arithmetic: `whole`, of what is `asked` (`bytes` ...). NotReadable where it is not clear.

    >>> read_number("61.7k", whole=True).value, read_number("5*5*6 + 6", whole=True).value
    (Fraction(61700, 1), Fraction(156, 1))
    """
    text = bare(written)
    if is_cannot(text):
        return Cannot()
    plain = SPACED_E.sub("e", ABOUT.sub("", text))
    power = SCIENTIFIC.fullmatch(plain)
    plain = f"{power[1]}e{power[2]}{power[3] or ''}" if power else plain.replace("^", "**")
    working, equals, result = plain.rpartition("=")
    if equals:
        return _with_working(read_number(result, whole=whole, asked=asked), working)
    _one_reading(plain, whole=whole)
    return _quantity(plain, asked, whole=whole) or _arithmetic(plain)


def _with_working(found: Number | Cannot, working: str) -> Number | Cannot:
    """Keep the numbers of the working before the last equals sign."""
    parts = _arithmetic(working).parts
    return found._replace(parts=parts) if isinstance(found, Number) else found


def _one_reading(text: str, *, whole: bool) -> None:
    """Ask back what is one number to some and another to others."""
    if COMMA.fullmatch(text) and not GROUPED.fullmatch(text):
        message = f"`{text[:SHOWN]}` can be read in two ways: a comma groups three digits, a decimal takes a point"
        raise NotReadable(message)
    if whole and DOTTED.fullmatch(text):
        message = f"`{text[:SHOWN]}` can be read in two ways: a whole number is asked for, so leave the point out"
        raise NotReadable(message)


def _quantity(text: str, asked: str | None, *, whole: bool) -> Number | None:
    match = QUANTITY.fullmatch(text)
    if not match or not any(sign.isdigit() for sign in match["digits"]):
        return None
    digits = re.sub(r"[,_ '’]", "", match["digits"])
    scale, behind = _unit(match["rest"].strip(), asked)
    value = Fraction(digits) * scale
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > 4 * WIDEST:
        message = "this number is too large"
        raise NotReadable(message)
    rounded = scale != 1 or "e" in digits or not whole
    return Number(value, half_unit(digits) * scale if rounded else Fraction(0), behind, (value,))


def _unit(rest: str, asked: str | None) -> tuple[int, Unit | None]:
    try:
        scale, measures = _scaled(rest, asked)
    except NotANumber:
        message = f"`{rest[:SHOWN]}` is no unit that is known here: write the number alone"
        raise NotReadable(message) from None
    return scale, Unit(measures, rest.rsplit(maxsplit=1)[-1]) if measures else None


def _scaled(rest: str, asked: str | None) -> tuple[int, str | None]:
    """Read a unit; words that mean nothing may follow a scale, as in `61.7k to be trained`."""
    try:
        return unit(rest, asked)
    except NotANumber:
        first = rest.split(maxsplit=1)[0]
        scale, measures = unit(first, asked)
        if first == rest or scale == 1:
            raise
        return scale, measures


def half_unit(digits: str) -> Fraction:
    """Say how far off a rounded figure may be: half a unit of its last digit, or of its second if it has but one."""
    mantissa, _, exponent = digits.lower().lstrip("+-").partition("e")
    decimals = len(mantissa.partition(".")[2])
    significant = len(mantissa.replace(".", "").lstrip("0"))
    fewer = max(0, LEAST_DIGITS - significant) if significant else LEAST_DIGITS
    return Fraction(1, 2) * Fraction(10) ** (int(exponent or 0) - decimals - fewer)


def _arithmetic(text: str) -> Number:
    plain = TIMES.sub("*", GROUPING.sub("", text.lower())).replace("^", "**")
    if not ARITHMETIC.fullmatch(plain):
        message = f"`{text[:SHOWN]}` is neither a number nor arithmetic"
        raise NotReadable(message)
    try:
        tree = parse(plain)
        return Number(evaluate(tree, {}), parts=tuple(constants(tree)))
    except ExpressionError as error:
        message = f"`{text[:SHOWN]}`: {error}"
        raise NotReadable(message) from None


def constants(tree: Tree) -> list[Fraction]:
    """List the numbers that stand in arithmetic."""
    if isinstance(tree, Constant):
        return [tree.value]
    operands = tree.operands if isinstance(tree, Operation) else ()
    return [value for operand in operands for value in constants(operand)]
