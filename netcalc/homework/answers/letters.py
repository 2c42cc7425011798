"""A gradient in letters: `z`, `-z`, `2*x`, `1/y`, where the circuit has values for them."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from netcalc.homework.answers.given import Number
from netcalc.text.numbers.expression import Constant, ExpressionError, Name, Operation, Tree, parse
from netcalc.text.numbers.real import CONSTANTS, FUNCTIONS, worth

LINKS: Final = re.compile(r"[=~:⇒]|\bis\b")
BESIDE: Final = re.compile(r"(?<=[0-9])(?=[A-Za-z(])(?![eE][0-9+-])|(?<=\))(?=[A-Za-z0-9(])")  # 2x, 2(x + 1)
LABEL: Final = re.compile(r"[^\W\d_][\w/∂']*(?: [^\W\d_][\w/∂']*){0,3}")


def of_letters(text: str, values: Mapping[str, Fraction]) -> Number | None:
    """Read an answer whose last link is made of the circuit's own letters; None where it is not.

    >>> of_letters("df/dx = -z", {"z": Fraction(-4)}).value, of_letters("z = -4", {"z": Fraction(-4)})
    (Fraction(4, 1), None)
    """
    text = re.sub(rf"\b({'|'.join(map(re.escape, values))})(?=\()", r"\1*", text) if values else text  # f(1 - f)
    *before, last = (part.strip() for part in LINKS.split(text.strip(" .!=")))
    found = _worth(last, values)
    if found is None or not all(LABEL.fullmatch(part) or _worth(part, values) == found for part in before):
        return None
    return Number(found)


def _worth(text: str, values: Mapping[str, Fraction]) -> Fraction | None:
    """Work arithmetic out that has one of these letters and no other."""
    try:
        tree = parse(BESIDE.sub("*", text.replace("^", "**")), functions=FUNCTIONS)
        return worth(_filled(tree, values)) if _has_letter(tree, values) else None
    except ExpressionError:
        return None


def _has_letter(tree: Tree, values: Mapping[str, Fraction]) -> bool:
    """Say whether one of the letters stands in arithmetic."""
    if isinstance(tree, Operation):
        return any(_has_letter(each, values) for each in tree.operands)
    return isinstance(tree, Name) and tree.name in values


def _filled(tree: Tree, values: Mapping[str, Fraction]) -> Tree:
    """Put values in the place of letters; ExpressionError where one has none."""
    if isinstance(tree, Operation):
        return Operation(tree.op, tuple(_filled(each, values) for each in tree.operands), tree.column)
    if isinstance(tree, Constant) or (tree.name in CONSTANTS and tree.name not in values):
        return tree
    if tree.name not in values:
        message = f"nothing is called `{tree.name[:40]}`"
        raise ExpressionError(message, tree.column, tree.name)
    return Constant(values[tree.name], tree.column)
