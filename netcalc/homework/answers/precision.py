"""How exactly a number was written: a unit of its last digit, how many digits count, how far off it may be."""

from fractions import Fraction
from typing import Final

from netcalc.homework.answers.asked import Asked
from netcalc.homework.answers.links.chain import Link
from netcalc.homework.answers.sums.sum import Sum
from netcalc.text.numbers.expression import Constant, Operation, Tree

LEAST_DIGITS: Final = 2
MOST_DECIMALS: Final = 40


def precision(found: Sum, value: Fraction) -> tuple[Fraction, int]:
    """Give a unit of the last digit, and how many digits count; 0 where nothing was rounded."""
    power = scientific(found.tree)
    if found.alone:
        scale = abs(value / found.alone.value) if found.alone.value else found.scale
        return found.alone.digit * scale, found.alone.digits
    if power is not None:
        return found.literals[0].digit * power, found.literals[0].digits
    decimals = [each for each in found.literals if each.digit < 1]
    if decimals and value:
        digits = max(1, min(each.digits for each in decimals))
        return second_digit(value, digits), digits
    return _finite(value)


def _finite(value: Fraction) -> tuple[Fraction, int]:
    """Give the digits of what ends as a decimal: 39/100 has two; 0 where it does not end."""
    digit, rest = Fraction(1), value.denominator
    for _ in range(MOST_DECIMALS):
        if rest == 1:
            return digit, len(str(abs(value / digit).numerator))
        digit /= 10
        rest = (value / digit).denominator
    return Fraction(0), 0


def second_digit(value: Fraction, digits: int = LEAST_DIGITS) -> Fraction:
    """Give a unit of a number's second digit, or of another.

    >>> second_digit(Fraction(61706)), second_digit(Fraction(3932, 10000))
    (Fraction(1000, 1), Fraction(1, 100))
    """
    if not value:
        return Fraction(1, 10**digits)
    power = len(str(abs(value.numerator))) - len(str(value.denominator))
    if abs(value) < Fraction(10) ** power:
        power -= 1
    return Fraction(10) ** (power - digits + 1)


def slack_of(found: Sum, link: Link, asked: Asked, digit: Fraction, digits: int) -> Fraction:
    """Say how far off a whole number may be: half a unit of its last digit where it is rounded.

    A unit shows that a number is rounded (3M, 2 MB); what is rounded without one has two digits at least. What is
    said to be about so much is right to its last digit, zeros at its end left out.
    """
    if link.about and digit and (found.alone or scientific(found.tree) is not None):
        return max(digit, round_figure(found.value)) / 2 if found.value.denominator == 1 else digit / 2
    alone = found.alone
    rounded = scientific(found.tree) is not None or (alone and (alone.rounded or found.scale != 1))
    rounded = rounded or (alone is not None and not asked.whole and not asked.real)
    if not rounded:
        return Fraction(0)
    least = 1 if alone is not None and found.scale != 1 else LEAST_DIGITS
    fewer = least - digits if digits else least
    return digit / 2 / Fraction(10) ** max(0, fewer)


def round_figure(value: Fraction) -> Fraction:
    """Give the unit of the last digit that is no zero."""
    text = str(abs(value.numerator))
    return Fraction(10) ** (len(text) - len(text.rstrip("0"))) if value else Fraction(1)


def scientific(tree: Tree) -> Fraction | None:
    """Give the power of ten where a tree is one number times it; None where it is anything else."""
    while isinstance(tree, Operation) and tree.op == "neg":
        tree = tree.operands[0]
    if not isinstance(tree, Operation) or tree.op != "*" or not isinstance(tree.operands[0], Constant):
        return None
    power = tree.operands[1]
    if not isinstance(power, Operation) or power.op != "**" or power.operands[0] != Constant(Fraction(10), 1):
        return None
    return Fraction(10) ** int(exponent) if (exponent := _exponent(power.operands[1])) is not None else None


def _exponent(tree: Tree) -> Fraction | None:
    sign = -1 if isinstance(tree, Operation) and tree.op == "neg" else 1
    inner = tree.operands[0] if isinstance(tree, Operation) and tree.op == "neg" else tree
    return sign * inner.value if isinstance(inner, Constant) and inner.value.denominator == 1 else None


def constants(tree: Tree) -> list[Fraction]:
    """List the numbers that stand in arithmetic."""
    if isinstance(tree, Constant):
        return [tree.value]
    operands = tree.operands if isinstance(tree, Operation) else ()
    return [value for operand in operands for value in constants(operand)]
