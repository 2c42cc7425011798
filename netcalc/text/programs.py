"""Python code given where a network was looked for: which modules stand in it, found without running it."""

import ast
from typing import Final

MOST: Final = 2**20  # bytes
MOST_NAMED: Final = 5
MODULE: Final = "Module"  # what PyTorch's and Flax' networks are
BASES: Final = frozenset({MODULE, "Sequential", "LightningModule", "Model"})
ANY: Final = "Net"


def modules(text: str) -> tuple[str, ...]:
    r"""Name the classes that are networks, in their order: made of a library's module, or of one of these.

    >>> modules("class A(nn.Module): ...\nclass B(A): ...\nclass C: ...")
    ('A', 'B')
    """
    found: list[str] = []
    for node in _parsed(text).body:
        if isinstance(node, ast.ClassDef) and any(_last(base) in (*BASES, *found) for base in node.bases):
            found.append(node.name)
    return tuple(found)


def called(text: str) -> tuple[str, ...]:
    """Name the classes and functions that stand open in code."""
    kinds = (ast.ClassDef, ast.FunctionDef)
    return tuple(node.name for node in _parsed(text).body if isinstance(node, kinds))


def hint(name: str, data: bytes) -> str:
    """Say how the code of a file is held against a spec: its last network, which mostly is made of the others."""
    found = modules(data.decode("utf-8", "replace"))
    several = len(found) > 1
    one = found[-1] if found else ANY
    there = f"; it has {', '.join(found[-MOST_NAMED:])}" if several else ""
    return f"`netcalc check SPEC --against {name}:{one}` runs the code and holds it against a spec{there}"


def _parsed(text: str) -> ast.Module:
    """Parse code; nothing stands in what is no code, or too long."""
    if len(text) <= MOST:
        try:
            return ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            pass
    return ast.Module(body=[], type_ignores=[])


def _last(base: ast.expr) -> str:
    return base.attr if isinstance(base, ast.Attribute) else base.id if isinstance(base, ast.Name) else ""
