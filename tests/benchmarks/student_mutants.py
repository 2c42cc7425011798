"""A right student's file with one thing of its code changed at a time: what passes is shown, to be read.

Run it: python -m tests.benchmarks.student_mutants [SHARE]. All of them, a share of 1, take some minutes.
"""

import ast
import random
import sys
import time
from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from netcalc.reference import check_layer
from netcalc.reference.student.verdict import LayerVerdict
from tests.support.students import LAYERS, found_pairs, functions

CHANGED: Final = (ast.BinOp, ast.AugAssign, ast.Compare, ast.Constant, ast.UnaryOp)
USERS: Final = {"normalize": "batchnorm_forward", "windows": "conv_forward_naive"}
COMPARED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Lt: ast.GtE, ast.Eq: ast.NotEq,
}  # fmt: skip
OTHER: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult,
}  # fmt: skip


def mutants(function: ast.FunctionDef) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Change an operator or a number of a function: what was changed, and the function with the change."""
    for place, node in enumerate(ast.walk(function)):
        if isinstance(node, CHANGED):
            changed = deepcopy(function)
            now = change([*ast.walk(changed)][place])
            if now:
                yield f"line {node.lineno}: {ast.unparse(node)[:60]} -> {now[:60]}", changed


def change(node: ast.AST) -> str:
    """Change one node in place, and say into what; nothing, where there is no other way to write it."""
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in OTHER:
        node.op = OTHER[type(node.op)]()
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        node.ops[0] = COMPARED[type(node.ops[0])]()
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        node.value += 1
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node.op = ast.UAdd()
    else:
        return ""
    return ast.unparse(ast.fix_missing_locations(node))


def checked(tree: ast.Module, name: str, changed: ast.FunctionDef) -> LayerVerdict:
    """Check the pair of functions that a changed one belongs to."""
    body = [changed if isinstance(one, ast.FunctionDef) and one.name == name else one for one in tree.body]
    made = functions(ast.unparse(ast.Module(body, [])))
    pair = next(one for one in found_pairs(made) if USERS.get(name, name) in one.names)
    return check_layer(made[pair.forward], made[pair.backward] if pair.backward else None, pair.kind)


def main(share: float) -> None:
    """Check each mutant, or a share of them."""
    tree, drawn = ast.parse(LAYERS), random.Random(0)  # noqa: S311  nothing is kept secret
    started, passed, named, seen = time.monotonic(), 0, 0, 0
    for function in (one for one in tree.body if isinstance(one, ast.FunctionDef)):
        for said, changed in mutants(function):
            if drawn.random() > share:
                continue
            verdict = checked(tree, function.name, changed)
            causes = [found.cause for found in verdict.findings if not found.passed and found.cause]
            seen, passed, named = seen + 1, passed + verdict.passed, named + bool(causes)
            if verdict.passed:
                print(f"passes: {function.name}, {said}", flush=True)
    print(f"{seen} mutants, {passed} pass, {named} are given a cause, {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
