"""A notebook as a student's file: of its cells the imports, the definitions and the constants are run, and no more."""

import ast
import json
import linecache
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from netcalc.reference.student.assignment.failing import CannotRun

ENDING: Final = ".ipynb"
MAGIC: Final = re.compile(r"^(\s*)[%!?].*$", re.MULTILINE)  # no Python, a notebook's own
DEFINED: Final = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)


def is_notebook(path: Path) -> bool:
    """Say whether a file is a notebook, by its name."""
    return path.suffix.lower() == ENDING


def tree_of(path: Path) -> ast.Module:
    """Give what of a notebook is run; a cell that is no Python is passed over, and said to be."""
    kept: list[str] = []
    for number, text in enumerate(_cells(path), 1):
        try:
            ast.parse(text)
        except (SyntaxError, ValueError) as error:
            sys.stderr.write(f"note: cell {number} of {path.name} is no Python, and is passed over: {error}\n")
            text = "\n" * text.count("\n")  # noqa: PLW2901  lines keep their numbers
        kept += [text, "\n"]
    whole = "".join(kept)
    remember(path, whole)
    body = [each for each in ast.parse(whole, filename=str(path)).body if _is_kept(each)]
    return ast.Module(body, [])


def remember(path: Path, text: str) -> None:
    """Let messages quote a line of the cells, not of the JSON that they are stored in."""
    linecache.cache[str(path.resolve())] = (len(text), None, text.splitlines(keepends=True), str(path.resolve()))


def _cells(path: Path) -> Iterator[str]:
    """Give the code of each cell, without what only a notebook understands."""
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8-sig"))
        cells = [cell for cell in found["cells"] if cell["cell_type"] == "code"]
        texts = ["".join(cell["source"]) for cell in cells]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        message = f"{path} is no notebook"
        raise CannotRun(message) from None
    yield from (MAGIC.sub(r"\1pass", text) for text in texts)


def _is_kept(statement: ast.stmt) -> bool:
    """Say whether a statement defines something: nothing that trains, draws or reads data is run."""
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        return not any(isinstance(node, ast.Call) for node in ast.walk(statement))
    return isinstance(statement, DEFINED)
