"""A verdict on a student's layer as a table and JSON."""

from dataclasses import asdict
from math import isfinite
from typing import Any, Final

from netcalc.reference.student.student import Finding, LayerVerdict
from netcalc.render.formats.table import Align, Row, Table
from netcalc.render.formats.text import NOTHING, Line, Span, line
from netcalc.render.pages.verification import below

HEADS: Final[tuple[tuple[str, Align], ...]] = (
    ("array", "left"), ("off the reference", "right"), ("off differences", "right"), ("", "left"), ("on", "left"),
)  # fmt: skip


def _error(error: float | None) -> str:
    return NOTHING if error is None else below(error)


def _row(found: Finding) -> Row:
    verdict = "ok" if found.passed else "WRONG"
    cells = (found.array, _error(found.error), _error(found.numeric_error), verdict, found.shape)
    return Row(cells, "" if found.passed else "bold red")


def _finite(error: float | None) -> float | None:
    return error if error is not None and isfinite(error) else None


def verdict_lines(verdict: LayerVerdict) -> list[Line]:
    """Lay the findings out, then say what is wrong, and why where that can be told."""
    table = Table(HEADS, tuple(map(_row, verdict.findings))).lines()
    if verdict.passed:
        return [*table, line(), (Span("passed", "bold green"), Span(": every array is right"))]
    causes = [f"{name}: {_cause(verdict, name)}" for name in verdict.wrong]
    return [*table, line(), (Span("FAILED", "bold red"), Span(f": {', '.join(verdict.wrong)}")), *map(line, causes)]


def _cause(verdict: LayerVerdict, name: str) -> str:
    wrong = [found for found in verdict.findings if found.array == name and not found.passed]
    return next((found.cause for found in wrong if found.cause), "no usual mistake gives this")


def verdict_data(verdict: LayerVerdict) -> dict[str, Any]:
    """Give a verdict as plain data, nothing rounded; an error that is no number is None, and `cause` says why."""
    findings = [
        {
            **asdict(found),
            "error": _finite(found.error),
            "numeric_error": _finite(found.numeric_error),
            "passed": found.passed,
        }
        for found in verdict.findings
    ]
    return {"kind": verdict.kind, "passed": verdict.passed, "wrong": list(verdict.wrong), "findings": findings}
