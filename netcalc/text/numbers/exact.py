"""A tree of arithmetic worked out exactly, in fractions."""

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from netcalc.text.numbers.expression import MOST_BITS, Constant, ExpressionError, Name, Operation, Tree, bounded
from netcalc.text.numbers.truth import fraction


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    if exponent.denominator != 1 or size * abs(exponent.numerator) > MOST_BITS:
        raise OverflowError
    return base**exponent.numerator


def _single(rule: Callable[[Fraction], int]) -> Callable[..., Fraction]:
    return lambda operand: fraction(rule(operand))


EXACT: Final[dict[str, Callable[..., Fraction]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": lambda left, right: fraction(left // right),
    "%": operator.mod,
    "**": _power,
    "neg": operator.neg,
    "min": min,
    "max": max,
    "round": _single(round),
    "ceil": _single(math.ceil),
    "floor": _single(math.floor),
}
FUNCTIONS: Final = frozenset({"min", "max", "round", "ceil", "floor"})


def evaluate(tree: Tree, names: Mapping[str, Fraction]) -> Fraction:
    """Work a tree out exactly; ExpressionError where a name is unknown or there is no number.

    >>> from netcalc.text.numbers.expression import parse
    >>> evaluate(parse("(7 - 3) / 3 + 1"), {})
    Fraction(7, 3)
    """
    if isinstance(tree, Constant):
        return tree.value
    if isinstance(tree, Name):
        if tree.name not in names:
            message = f"nothing is called `{tree.name}`"
            raise ExpressionError(message, tree.column, tree.name)
        return names[tree.name]
    return applied(tree, [evaluate(operand, names) for operand in tree.operands])


def _whole(number: Any) -> Any:
    """Make an integer of a fraction that is one: beside a number of another sort, which knows integers."""
    return number.numerator if type(number) is Fraction and number.denominator == 1 else number


def applied(tree: Operation, operands: Sequence[Fraction]) -> Fraction:
    """Apply an operation to numbers; ExpressionError where that gives none."""
    if any(type(each) is not Fraction for each in operands):
        operands = [_whole(each) for each in operands]
    try:
        made = EXACT[tree.op](operands) if tree.op in ("min", "max") else EXACT[tree.op](*operands)
    except ZeroDivisionError:
        message = "this divides by zero"
    except OverflowError:
        message = "a power takes a whole exponent, and not too large a one"
    except TypeError:
        message = f"`{tree.op}` takes one number, not {len(operands)}"
    else:
        return bounded(fraction(made), tree.column)
    raise ExpressionError(message, tree.column)
