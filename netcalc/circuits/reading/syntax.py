"""Python's syntax made into a tree of ours: signs, calls, `.T`, places in an array, and nothing else."""

import ast
from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from netcalc.circuits.ops import FUNCTIONS, SIGNS
from netcalc.circuits.reading.words import CALLABLE, CALLED, METHODS, PAIRS, PREFIXES
from netcalc.reference.circuit.keys import Cut, Key
from netcalc.text.numbers.expression import DEEPEST, Constant, ExpressionError, Operation, Parser, Tree

FARTHEST: Final = 10**6
TWO: Final = 2
LISTED: Final = "a list of numbers does not stand within an expression"
SQUARE: Final = "only places in an array, such as w[0], have these brackets"


@dataclass(frozen=True, slots=True)
class Indexed(Operation):
    """A place, or a run of places, in an array."""

    key: Key = ()


@dataclass(frozen=True, slots=True)
class Applied(Operation):
    """A function that the text itself defines, applied."""

    name: str = ""


class Reader(Parser):
    """Reads the expressions of circuits."""

    def __init__(self, line: str, own: Collection[str] = ()) -> None:
        """Read this line; `own` are the functions that the text defines."""
        super().__init__(line, FUNCTIONS, SIGNS)
        self.own = own

    def tree(self, node: ast.expr, depth: int) -> Tree:
        """Check a node and what is below it."""
        if depth > DEEPEST:
            message = f"the expression nests deeper than {DEEPEST}"
            raise ExpressionError(message, self.column(node.col_offset))
        if isinstance(node, ast.Subscript):
            value = self.tree(node.value, depth + 1)
            return Indexed("index", (value,), self.column(node.col_offset), self._key(node.slice))
        if isinstance(node, ast.Attribute):
            return self._attribute(node, depth)
        if isinstance(node, ast.Call):
            return self._called(node, depth)
        if isinstance(node, ast.List | ast.Set):
            raise ExpressionError(LISTED if _of_numbers(node) else SQUARE, self.column(node.col_offset))
        return super().tree(node, depth)

    def _key(self, node: ast.expr) -> Key:
        places = node.elts if isinstance(node, ast.Tuple) else [node]
        return tuple(self._place(each) for each in places)

    def _place(self, node: ast.expr) -> int | Cut:
        if isinstance(node, ast.Slice):
            ends = (node.lower, node.upper, node.step)
            start, stop, step = (None if end is None else self._whole(end) for end in ends)
            return start, stop, step
        return self._whole(node)

    def _whole(self, node: ast.expr) -> int:
        found = self.tree(node, 0)
        sign = 1
        if isinstance(found, Operation) and found.op == "neg":
            found, sign = found.operands[0], -1
        if isinstance(found, Constant) and found.value.denominator == 1 and found.value < FARTHEST:
            return sign * int(found.value)
        message = "a place in an array is a whole number, or a slice such as 0:2"
        raise ExpressionError(message, self.column(node.col_offset))

    def _attribute(self, node: ast.Attribute, depth: int) -> Tree:
        if node.attr == "T":
            return Operation("transpose", (self.tree(node.value, depth + 1),), self.column(node.col_offset))
        message = f"`{self._spelt(node)}` is nothing that may be written here"
        raise ExpressionError(message, self.column(node.col_offset))

    def _called(self, node: ast.Call, depth: int) -> Tree:
        """Read f(x), np.f(x), x.f(y)."""
        column = self.column(node.col_offset)
        word, given = self._function(node.func)
        if word not in CALLABLE and word not in self.own:
            known = ", ".join(sorted(FUNCTIONS))
            message = f"`{self._spelt(node.func)}` is not a function that may be called here ({known})"
            raise ExpressionError(message, column)
        operands = tuple(self.tree(each, depth + 1) for each in (*given, *node.args))
        if node.keywords or not operands:
            message = f"`{word}` takes an input" if not operands else f"`{word}` takes no `{node.keywords[0].arg}=`"
            raise ExpressionError(message, column)
        if word in self.own:
            return Applied("apply", operands, column, word)
        return self._operation(word, operands, column)

    def _operation(self, word: str, operands: tuple[Tree, ...], column: int) -> Tree:
        op = CALLED.get(word, word)
        if op == "square" and len(operands) == 1:
            return Operation("**", (*operands, Constant(Fraction(TWO), column)), column)
        wanted = TWO if op in PAIRS else 1 if op in ("neg", "transpose", "square") else None
        if wanted not in (None, len(operands)):
            message = f"{word} takes {'two inputs' if wanted == TWO else 'one input'}, not {len(operands)}"
            raise ExpressionError(message, column)
        return Operation(op, operands, column)

    def _function(self, node: ast.expr) -> tuple[str, list[ast.expr]]:
        """Give the word that is called, and the array whose method it is, if any."""
        if isinstance(node, ast.Attribute):
            if self._spelt(node.value) in PREFIXES:
                return node.attr, []
            return (node.attr, [node.value]) if node.attr in METHODS else ("", [])
        return (node.id if isinstance(node, ast.Name) else ""), []

    def _spelt(self, node: ast.expr) -> str:
        return self.text[node.col_offset : node.end_col_offset].decode(errors="ignore")[:40]


def _of_numbers(node: ast.expr) -> bool:
    """Say whether a list, or a list of lists, holds plain numbers."""
    if isinstance(node, ast.List | ast.Tuple):
        return all(map(_of_numbers, node.elts))
    return isinstance(node.operand if isinstance(node, ast.UnaryOp) else node, ast.Constant)


def moved(tree: Tree, places: list[int], at: int) -> Tree:
    """Put a tree where its text stands: `places` are those of its columns, from 0, in a piece that begins at `at`."""
    column = at + places[min(tree.column, len(places)) - 1]
    if isinstance(tree, Operation):
        return replace(tree, operands=tuple(moved(each, places, at) for each in tree.operands), column=column)
    return replace(tree, column=column)
