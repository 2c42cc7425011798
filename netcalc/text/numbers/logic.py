"""What `${...}` may hold besides arithmetic: comparisons, truths, conditions, texts and lists."""

import ast
from dataclasses import dataclass
from typing import Final

from netcalc.text.numbers.exact import FUNCTIONS
from netcalc.text.numbers.expression import ARITHMETIC, DEEPEST, Name, Operation, Parser, Tree, read

COMPARED: Final[dict[type[ast.cmpop], str]] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
JOINED: Final[dict[type[ast.boolop], str]] = {ast.And: "and", ast.Or: "or"}
OF_LISTS: Final = frozenset({"len", "sum"})


@dataclass(frozen=True, slots=True)
class Quoted(Name):
    """A text in quotes: it stands for itself."""


def parse(text: str) -> Tree:
    """Parse what may stand in `${...}`; ExpressionError where it is anything else.

    >>> parse("widths[i] if i > 0 else 64").op
    'if'
    """
    return read(text, Logic)


class Logic(Parser):
    """Reads arithmetic, and what can be compared, chosen and listed."""

    def __init__(self, text: str) -> None:
        """Parse this text."""
        super().__init__(text, FUNCTIONS | OF_LISTS, ARITHMETIC)

    def tree(self, node: ast.expr, depth: int) -> Tree:
        """Check a node and what is below it."""
        made = self._logic(node, depth + 1) if depth <= DEEPEST else None
        return super().tree(node, depth) if made is None else made

    def _logic(self, node: ast.expr, depth: int) -> Tree | None:
        """Read a node that is no arithmetic; None where it is, or is nothing that may be written."""
        column = self.column(node.col_offset)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return Quoted(node.value, column)
        found = _parts(node)
        if found is None:
            return None
        op, parts = found
        return Operation(op, tuple(self.tree(each, depth) for each in parts), column)


def _parts(node: ast.expr) -> tuple[str, list[ast.expr]] | None:
    """Give an operation of logic and what it is applied to; a chain of comparisons is one."""
    if isinstance(node, ast.Compare) and all(type(sign) in COMPARED for sign in node.ops):
        return " ".join(COMPARED[type(sign)] for sign in node.ops), [node.left, *node.comparators]
    if isinstance(node, ast.BoolOp):
        return JOINED[type(node.op)], node.values
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return "not", [node.operand]
    if isinstance(node, ast.IfExp):
        return "if", [node.test, node.body, node.orelse]
    if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice | ast.Tuple):
        return "index", [node.value, node.slice]
    return ("list", node.elts) if isinstance(node, ast.List) else None
