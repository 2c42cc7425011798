"""Arithmetic over real numbers: functions, constants and powers that are no fraction, as close as a float is."""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from netcalc.text.numbers.exact import EXACT
from netcalc.text.numbers.expression import Constant, ExpressionError, Name, Tree, bounded

CONSTANTS: Final = {"e": math.e, "pi": math.pi, "π": math.pi}
NEAR: Final = 1e-12  # a root of 16 is 4


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


FUNCTIONS: Final[dict[str, Callable[[float], float]]] = {
    "ln": math.log,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "exp": math.exp,
    "sqrt": math.sqrt,
    "√": math.sqrt,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "tanh": math.tanh,
    "sigmoid": _sigmoid,
    "sigma": _sigmoid,
    "σ": _sigmoid,
    "abs": abs,
}


def worth(tree: Tree) -> Fraction:
    """Work a tree out, exactly where that can be; ExpressionError where there is no number.

    >>> from netcalc.text.numbers.expression import Operation
    >>> worth(Operation("sqrt", (Constant(Fraction(16), 1),), 1))
    Fraction(4, 1)
    """
    if isinstance(tree, Constant):
        return tree.value
    if isinstance(tree, Name):
        if tree.name not in CONSTANTS:
            message = f"nothing is called `{tree.name[:40]}`"
            raise ExpressionError(message, tree.column, tree.name)
        return Fraction(CONSTANTS[tree.name])
    operands = [worth(each) for each in tree.operands]
    try:
        made = _made(tree.op, operands)
    except ZeroDivisionError:
        message = "this divides by zero"
    except (OverflowError, ValueError):
        message = "this is no number, or too large"
    except TypeError:
        message = f"`{tree.op}` takes one number, not {len(operands)}"
    else:
        return bounded(made, tree.column)
    raise ExpressionError(message, tree.column)


def _made(op: str, operands: list[Fraction]) -> Fraction:
    if op in FUNCTIONS:
        return _near(FUNCTIONS[op](*map(float, operands)))
    if op in ("min", "max"):
        return EXACT[op](operands)
    if op == "**" and operands[1].denominator != 1:
        return _near(math.pow(*map(float, operands)))
    return EXACT[op](*operands)


def _near(found: float) -> Fraction:
    """Give a float as a fraction, a whole number where it is one but for its last digit."""
    whole = round(found)
    return Fraction(whole) if abs(found - whole) <= NEAR * max(1.0, abs(found)) else Fraction(str(found))
