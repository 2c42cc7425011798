"""What is left of an expression where all that is known is put in: `depth // n` with an n of 4 is `depth // 4`."""

from fractions import Fraction
from typing import Final, TypeAlias

from netcalc.text.numbers.choices import Names, worked
from netcalc.text.numbers.expression import Name, Operation, Tree
from netcalc.text.numbers.logic import Quoted
from netcalc.text.numbers.truth import true

Written: TypeAlias = tuple[str, bool]  # whether it needs no brackets
CALLED: Final = frozenset({"min", "max", "round", "ceil", "floor", "len", "sum"})


def rest(tree: Tree, names: Names, unknown: str) -> str:
    """Write what is left of an expression; ExpressionError where what is known cannot be worked out.

    >>> from netcalc.text.numbers.logic import parse
    >>> rest(parse("(depth + 2 * n) // n"), {"n": 4}, "depth")
    '(depth + 8) // 4'
    """
    return _rest(tree, names, unknown)[0]


def _rest(tree: Tree, names: Names, unknown: str) -> Written:
    if not _hangs(tree, unknown):
        return literal(worked(tree, names)), True
    if not isinstance(tree, Operation):
        return unknown, True
    if tree.op == "if" and not _hangs(tree.operands[0], unknown):
        chosen = 1 if true(worked(tree.operands[0], names)) else 2
        return _rest(tree.operands[chosen], names, unknown)
    return _operation(tree, [_rest(each, names, unknown) for each in tree.operands])


def literal(value: object) -> str:
    """Write a value as an expression has it.

    >>> literal(Fraction(1, 3)), literal([2, "relu", True]), literal(-1)
    ('(1/3)', "[2, 'relu', true]", '(-1)')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, str):
        return repr(value)
    number = value if isinstance(value, Fraction) else Fraction(int(value) if isinstance(value, int) else str(value))
    return str(number) if number.denominator == 1 and number >= 0 else f"({number})"


def _hangs(tree: Tree, unknown: str) -> bool:
    if isinstance(tree, Operation):
        return any(_hangs(each, unknown) for each in tree.operands)
    return isinstance(tree, Name) and not isinstance(tree, Quoted) and tree.name == unknown


def _operation(tree: Operation, parts: list[Written]) -> Written:
    bare, inner = [text for text, _ in parts], [text if closed else f"({text})" for text, closed in parts]
    if tree.op in CALLED:
        return f"{tree.op}({', '.join(bare)})", True
    if tree.op == "list":
        return f"[{', '.join(bare)}]", True
    if tree.op == "index":
        return f"{inner[0]}[{bare[1]}]", True
    if tree.op == "if":
        return f"{inner[1]} if {inner[0]} else {inner[2]}", False
    if len(inner) == 1:
        return ("-" if tree.op == "neg" else "not ") + inner[0], False
    signs = tree.op.split() if tree.op not in ("and", "or") else [tree.op] * (len(inner) - 1)
    return inner[0] + "".join(f" {sign} {each}" for sign, each in zip(signs, inner[1:], strict=True)), False
