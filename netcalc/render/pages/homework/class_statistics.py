"""The statistics of a class as a page: the scores as a whole, then question by question."""

from collections.abc import Iterable
from typing import Any, Final

from netcalc.homework.classroom.statistics import OfQuestion, Spread, Statistics
from netcalc.render.document import Document, Part, sentence
from netcalc.render.table import Narrower, Row, Table, numbers, words

NUMBERS: Final = ("mean", "median", "spread", "full", "unread", "missing", "tells")
HEADS: Final = (*words("question"), *numbers(*NUMBERS), *words("mistakes"))
MOST_MISTAKES: Final = 3


def page(found: Statistics) -> Document:
    """Make the page."""
    return Document(data(found), lambda: _parts(found), lambda: _table(found))


def data(found: Statistics) -> dict[str, Any]:
    """Give the statistics as plain data."""
    return {
        "total": found.total._asdict() if found.total else None,
        "questions": [
            {
                **each._asdict(),
                "scores": each.scores._asdict() if each.scores else None,
                "mistakes": dict(each.mistakes),
            }
            for each in found.questions
        ],
    }


def _parts(found: Statistics) -> Iterable[Part]:
    total = found.total
    if total is None:
        yield sentence("no submission could be read")
        return
    spread = f"median {total.median:.4g}, spread {total.deviation:.3g}, from {total.least:.4g} to {total.most:.4g}"
    yield sentence(f"{total.students} submissions: mean {total.mean:.4g}, {spread}", "bold")
    yield _table(found)
    yield sentence("tells: how a question's score goes with the sum of the others; near 0 or below, look at it again.")


def _table(found: Statistics) -> Table:
    narrower = (Narrower("wrap", ("mistakes",), 16), Narrower("drop", ("full", "median"), lost="columns"))
    return Table(HEADS, tuple(map(_row, found.questions)), narrower=narrower)


def _row(each: OfQuestion) -> Row:
    tells = "" if each.discrimination is None else f"{each.discrimination:.2f}"
    mistakes = ", ".join(f"{code} {count}" for code, count in each.mistakes[:MOST_MISTAKES])
    weak = each.discrimination is not None and each.discrimination < 0
    counts = (str(each.full), str(each.unread or ""), str(each.missing or ""))
    return Row((each.id, *_spread(each.scores), *counts, tells, mistakes), "yellow" if weak else "")


def _spread(scores: Spread | None) -> tuple[str, str, str]:
    if scores is None:
        return ("-", "-", "-")
    return (f"{scores.mean:.2f}", f"{scores.median:.4g}", f"{scores.deviation:.2f}")
