"""A verdict on a student's layer as a page."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import partial
from typing import Any, Final

from netcalc.reference.student.closeness import CLOSE
from netcalc.reference.student.verdict import Finding, LayerVerdict
from netcalc.render.document import Document, Part, Sentence, Span, aside, sentence
from netcalc.render.pages.reference.verification import below
from netcalc.render.table import Narrower, Row, Table, numbers, words
from netcalc.render.values import NOTHING
from netcalc.text.counted import counted

HEADS: Final = (*words("array"), *numbers("off the reference", "off differences"), *words("", "on"))
NARROWER: Final = (
    Narrower("wrap", ("on",), 20),
    Narrower("drop", ("off differences",), lost="off differences"),
)
UNNAMED: Final = "no usual mistake gives this"


def _error(error: float | None) -> str:
    return NOTHING if error is None else below(error)


def _row(found: Finding) -> Row:
    verdict = "ok" if found.passed else "to do" if found.stub else "WRONG"
    cells = (found.array, _error(found.error), _error(found.numeric_error), verdict, found.shape)
    return Row(cells, "" if found.passed else "bold red")


def page(verdict: LayerVerdict, seed: int = 0) -> Document:
    """Make the page of a verdict; the seed is what inputs were drawn from."""
    return Document(verdict_data(verdict), partial(_parts, verdict, seed), lambda: findings(verdict))


def findings(verdict: LayerVerdict) -> Table:
    """Lay the findings out, an array a row."""
    return Table(HEADS, tuple(map(_row, verdict.findings)), narrower=NARROWER)


def _parts(verdict: LayerVerdict, seed: int) -> Iterable[Part]:
    """Lay the findings out, then say what is wrong, and why where that can be told."""
    yield findings(verdict)
    if verdict.passed:
        yield Sentence((Span("passed", "bold green"), Span(": every array is right")))
    else:
        yield Sentence((Span("FAILED", "bold red"), Span(f": {', '.join(verdict.wrong)}")))
    yield from map(sentence, said(verdict))
    yield aside(held_to([verdict], seed), "dim")


def said(verdict: LayerVerdict) -> Iterator[str]:
    """Say of each wrong array what is likely the cause, with one number beside what it should be; then the remarks."""
    alike: dict[str, list[Finding]] = {}
    for name in verdict.wrong:
        wrong = [found for found in verdict.findings if found.array == name and not found.passed]
        told = next((found for found in wrong if found.cause), wrong[0])
        alike.setdefault(told.cause, []).append(told)
    for cause, found in alike.items():
        yield f"{', '.join(one.array for one in found)}: {cause or UNNAMED}{_beside(found[0], found[0].array)}"
    yield from (f"note: {remark}" for remark in verdict.remarks)


def _beside(found: Finding, name: str) -> str:
    """Put one number beside what it should be, and say on which shape."""
    if found.entry is None:
        return "" if found.stub or not found.shape else f" ({found.shape})"
    place = f"[{', '.join(map(str, found.entry.place))}]" if found.entry.place else ""
    yours, expected = _side_by_side(found.entry.yours, found.entry.expected)
    return f" ({name}{place} is {yours}, and should be {expected}; {found.shape})"


def _side_by_side(one: float, other: float) -> tuple[str, str]:
    """Write two numbers with as many digits as it takes to tell them apart."""
    texts = ((f"{one:.{digits}g}", f"{other:.{digits}g}") for digits in range(4, 17))
    return next((pair for pair in texts if pair[0] != pair[1]), (repr(one), repr(other)))


def held_to(verdicts: Iterable[LayerVerdict], seed: int) -> str:
    """Say how exactly, and on what, arrays were compared."""
    found = [one for verdict in verdicts for one in verdict.findings]
    shapes = counted(len({one.shape for one in found if one.shape}), "shape")
    coarse = sorted({one.tolerance for one in found if one.tolerance > CLOSE})
    shorter = f" ({', '.join(map(_power, coarse))} where numbers are shorter)" if coarse else ""
    return f"held to {_power(CLOSE)} of an array's largest value{shorter}; {shapes}, drawn from seed {seed}"


def _power(value: float) -> str:
    return f"{value:.0e}".replace("e-0", "e-")


def verdict_data(verdict: LayerVerdict) -> dict[str, Any]:
    """Give a verdict as plain data, nothing rounded; an error that is no number is None, and `cause` says why."""
    return {
        "kind": verdict.kind,
        "functions": list(verdict.functions),
        "passed": verdict.passed,
        "stub": verdict.stub,
        "wrong": list(verdict.wrong),
        "remarks": list(verdict.remarks),
        "findings": [{**asdict(found), "passed": found.passed} for found in verdict.findings],
    }
