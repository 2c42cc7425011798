"""Arithmetic as text: parsed into a checked tree, bounded in length and depth."""

import ast
import re
import warnings
from collections.abc import Callable, Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

LONGEST: Final = 1_000
DEEPEST: Final = 200
MOST_BITS: Final = 2_000
DECIMAL: Final = r"[0-9]*\.?[0-9]*(?:[eE][+-]?[0-9]{1,3})?"
BRACKET: Final = r"'[(\[{]' was never closed|unmatched '[)\]}]'"
BREAKS: Final = str.maketrans("\n\r\f\v", "    ")
BINARY: Final[dict[type[ast.operator], str]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
}
ARITHMETIC: Final = frozenset({"+", "-", "*", "/", "//", "%", "**", "neg"})


class ExpressionError(Exception):
    """The text is not the arithmetic that may be written: a sentence, the column (from 1), the unknown name if any."""

    def __init__(self, message: str, column: int = 1, name: str | None = None) -> None:
        """Say what is wrong and where."""
        super().__init__(message)
        self.column, self.name = column, name


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, exactly as it was written."""

    value: Fraction
    column: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name that stands for a number."""

    name: str
    column: int


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator (`+`, `neg`) or a function (`max`), and what it is applied to."""

    op: str
    operands: "tuple[Tree, ...]"
    column: int


Tree: TypeAlias = Constant | Name | Operation


def parse(text: str, *, functions: Collection[str] = (), operators: Collection[str] = ARITHMETIC) -> Tree:
    """Parse an expression of these functions and operators; ExpressionError where it is anything else.

    >>> parse("2 * width").op
    '*'
    """
    return read(text, lambda line: Parser(line, functions, operators))


def read(text: str, parser: "Callable[[str], Parser]") -> Tree:
    """Parse an expression with the parser that is made for its line."""
    if len(text) > LONGEST:
        message = f"the expression is longer than {LONGEST:,} characters"
        raise ExpressionError(message)
    line = text.lstrip().translate(BREAKS)
    before = len(text) - len(line)
    try:
        tree = _read(line)
        return parser(line).tree(tree, 0)
    except ExpressionError as error:
        error.column += before
        raise


def _read(line: str) -> ast.expr:
    """Read a line as Python does, who may not warn of what it makes of it, nor pass over a comment."""
    if "#" in line:
        message = "this is not arithmetic"
        raise ExpressionError(message, line.index("#") + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(line, mode="eval").body
    except SyntaxError as error:
        message = "this is not arithmetic" + (f": {error.msg}" if re.fullmatch(BRACKET, error.msg) else "")
        raise ExpressionError(message, min(error.offset or 1, len(line) + 1)) from None
    except (ValueError, RecursionError, MemoryError):
        message = "this nests too deep, or is not text"
        raise ExpressionError(message) from None


class Parser:
    """Turns Python's syntax tree into ours, and lets nothing pass that is not on the list."""

    def __init__(self, text: str, functions: Collection[str], operators: Collection[str]) -> None:
        """Parse this text with these functions and operators."""
        self.text = text.encode()
        self.functions = functions
        self.operators = operators

    def column(self, offset: int) -> int:
        """Give the column of a byte: Python counts bytes, people characters."""
        return len(self.text[:offset].decode(errors="ignore")) + 1

    def tree(self, node: ast.expr, depth: int) -> Tree:
        """Check a node and what is below it."""
        column = self.column(node.col_offset)
        if depth > DEEPEST:
            message = f"the expression nests deeper than {DEEPEST}"
            raise ExpressionError(message, column)
        if isinstance(node, ast.Constant):
            return self._constant(node)
        if isinstance(node, ast.Name):
            return Name(node.id, column)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
            operand = self.tree(node.operand, depth + 1)
            return operand if isinstance(node.op, ast.UAdd) else Operation("neg", (operand,), column)
        if isinstance(node, ast.BinOp):
            return self._binary(node, depth)
        if isinstance(node, ast.Call):
            return self._call(node, depth)
        message = "only arithmetic may be written here"
        raise ExpressionError(message, column)

    def _constant(self, node: ast.Constant) -> Constant:
        column = self.column(node.col_offset)
        written = self.text[node.col_offset : node.end_col_offset].decode().replace("_", "")
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            message = "only numbers may be written here"
            raise ExpressionError(message, column)
        if not re.fullmatch(DECIMAL, written):
            message = f"{written[:40]} is not a decimal number, or too large"
            raise ExpressionError(message, column)
        return Constant(bounded(Fraction(written), column), column)

    def _binary(self, node: ast.BinOp, depth: int) -> Operation:
        sign = BINARY.get(type(node.op))
        column = self._operator(node)
        if sign not in self.operators:
            power = isinstance(node.op, ast.BitXor)
            message = "a power is written **" if power else "this operator may not be written here"
            raise ExpressionError(message, column)
        operands = (self.tree(node.left, depth + 1), self.tree(node.right, depth + 1))
        return Operation(str(sign), operands, column)

    def _operator(self, node: ast.BinOp) -> int:
        """Give the column of the sign between the operands: what is there but brackets and blanks."""
        start = node.left.end_col_offset or 0
        between = self.text[start : node.right.col_offset].decode(errors="ignore")
        return self.column(start) + len(between) - len(between.lstrip(" \t)"))

    def _call(self, node: ast.Call, depth: int) -> Operation:
        column = self.column(node.col_offset)
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in self.functions or node.keywords:
            known = ", ".join(sorted(self.functions)) or "none"
            called = self.text[node.func.col_offset : node.func.end_col_offset].decode(errors="ignore")[:40]
            message = f"`{called}` is not a function that may be called here ({known})"
            raise ExpressionError(message, column)
        if not node.args:
            message = f"`{name}` takes an input"
            raise ExpressionError(message, column)
        return Operation(name, tuple(self.tree(each, depth + 1) for each in node.args), column)


def bounded(value: Fraction, column: int) -> Fraction:
    """Refuse a number that is too large to go on with."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MOST_BITS:
        message = "this number is too large"
        raise ExpressionError(message, column)
    return value
