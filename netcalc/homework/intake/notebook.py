"""Answers in a Jupyter notebook: cells of text, an `answers` dict, or a name for each answer; nothing is run."""

import ast
import json
from collections.abc import Iterator
from typing import Any, Final

from netcalc.homework.intake.known import Known
from netcalc.homework.intake.submission import Submission, refused
from netcalc.homework.intake.written import from_mapping, read_text
from netcalc.problems import UNREADABLE

MOST_CELLS: Final = 2_000
ANSWERS: Final = "answers"


def read_notebook(text: str, name: str, known: Known) -> Submission:
    """Read the cells of a notebook in their order; what is written last counts."""
    try:
        cells = json.loads(text)["cells"][:MOST_CELLS]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise refused(UNREADABLE, f"{name} is no notebook") from None
    texts = [_source(cell) for cell in cells if isinstance(cell, dict) and cell.get("cell_type") == "markdown"]
    said = read_text("\n\n".join(texts), name, known)
    coded: dict[str, object] = {}
    for cell in cells:
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            coded |= dict(_assigned(_source(cell), known))
    written = coded.pop("student", None)
    student = str(written or "").strip()
    blank = not student and (written is not None or said.guessed)
    answers = {**said.answers, **from_mapping(coded, known)}
    return Submission(student or said.student, answers, (), said.lost, guessed=blank)


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _assigned(source: str, known: Known) -> Iterator[tuple[str, object]]:
    """Give the answers that a cell assigns: values that stand there, never worked out."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in tree.body:
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        name, value = _name(node.targets[0]), _value(node.value, source)
        if name == ANSWERS and isinstance(value, dict):
            yield from ((str(key), each) for key, each in value.items())
        elif name == "student" or (name in known.texts):
            yield name, value


def _name(target: ast.expr) -> str:
    """Give the name that is assigned: `volume`, or the key in `answers["volume"]`."""
    if isinstance(target, ast.Name):
        return target.id
    if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
        return str(target.slice.value)
    return ""


def _value(node: ast.expr, source: str) -> object:
    """Give a value as it is written; arithmetic as its text."""
    if isinstance(node, ast.Dict):
        keys = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
        pairs = zip(keys, node.values, strict=True)
        return {str(key): _value(each, source) for key, each in pairs if key is not None}
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ast.get_source_segment(source, node) or ""
