"""What part of an expression is called in a sentence: by the names and signs that somebody wrote, not by our gates'."""

from fractions import Fraction
from typing import Final

from netcalc.circuits.ops import NAMED, OPS
from netcalc.circuits.reading.syntax import Applied, Indexed
from netcalc.reference.circuit.keys import spelt
from netcalc.text.numbers.expression import Constant, Name, Tree

LONGEST: Final = 40
LARGE: Final = 10**300
SIGNED: Final = frozenset({"add", "sub", "mul", "div", "pow", "neg", "matmul"})


def told(tree: Tree) -> str:
    """Write a tree as a circuit is written; nothing where that is long.

    >>> from netcalc.circuits.reading.program import understood
    >>> told(understood("W.T @ np.exp(x[0] + 1)").stages[0].tree)
    'W.T @ exp(x[0] + 1)'
    """
    made = _told(tree, 0)
    return made if len(made) <= LONGEST else ""


def _told(tree: Tree, depth: int) -> str:
    if depth > LONGEST:  # then it is longer than that
        return "?" * LONGEST
    if isinstance(tree, Constant):
        return _number(tree.value)
    if isinstance(tree, Name):
        return tree.name
    op = "matmul" if tree.op == "dot" else NAMED.get(tree.op, tree.op)
    inner = [_told(each, depth + 1) for each in tree.operands]
    if isinstance(tree, Applied):
        return f"{tree.name}({', '.join(inner)})"
    if op in SIGNED or op in ("transpose", "index"):
        inner = [_bracketed(each, text) for each, text in zip(tree.operands, inner, strict=True)]
    elif len(inner) > 1:
        return f"{op}({', '.join(inner)})"
    key = spelt(tree.key) if isinstance(tree, Indexed) else ""
    return OPS[op].written.format(x=inner[0], y=inner[-1], key=key)


def _number(value: Fraction) -> str:
    return f"{float(value):.15g}" if value < LARGE else "?" * LONGEST


def _bracketed(tree: Tree, text: str) -> str:
    signs = not isinstance(tree, Constant | Name | Applied) and NAMED.get(tree.op, tree.op) in SIGNED | {"dot"}
    return f"({text})" if signs else text
