"""A verdict on a student's layer as a page."""

from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from typing import Any, Final

from netcalc.reference.student.verdict import Finding, LayerVerdict
from netcalc.render.document import Document, Part, Sentence, Span, sentence
from netcalc.render.pages.verification import below
from netcalc.render.table import Narrower, Row, Table, numbers, words
from netcalc.render.values import NOTHING

HEADS: Final = (*words("array"), *numbers("off the reference", "off differences"), *words("", "on"))
NARROWER: Final = (
    Narrower("wrap", ("on",), 20),
    Narrower("drop", ("off differences",), lost="off differences"),
)


def _error(error: float | None) -> str:
    return NOTHING if error is None else below(error)


def _row(found: Finding) -> Row:
    verdict = "ok" if found.passed else "WRONG"
    cells = (found.array, _error(found.error), _error(found.numeric_error), verdict, found.shape)
    return Row(cells, "" if found.passed else "bold red")


def page(verdict: LayerVerdict) -> Document:
    """Make the page of a verdict."""
    return Document(verdict_data(verdict), partial(_parts, verdict))


def _parts(verdict: LayerVerdict) -> Iterable[Part]:
    """Lay the findings out, then say what is wrong, and why where that can be told."""
    yield Table(HEADS, tuple(map(_row, verdict.findings)), narrower=NARROWER)
    if verdict.passed:
        yield Sentence((Span("passed", "bold green"), Span(": every array is right")))
        return
    yield Sentence((Span("FAILED", "bold red"), Span(f": {', '.join(verdict.wrong)}")))
    yield from (sentence(f"{name}: {_cause(verdict, name)}") for name in verdict.wrong)


def _cause(verdict: LayerVerdict, name: str) -> str:
    wrong = [found for found in verdict.findings if found.array == name and not found.passed]
    return next((found.cause for found in wrong if found.cause), "no usual mistake gives this")


def verdict_data(verdict: LayerVerdict) -> dict[str, Any]:
    """Give a verdict as plain data, nothing rounded; an error that is no number is None, and `cause` says why."""
    findings = [
        {
            **asdict(found),
            "passed": found.passed,
        }
        for found in verdict.findings
    ]
    return {"kind": verdict.kind, "passed": verdict.passed, "wrong": list(verdict.wrong), "findings": findings}
