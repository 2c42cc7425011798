"""Scores of a class as tables that Canvas and Moodle import."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from netcalc.homework.marking.classroom import Classroom, Standing

DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
CANVAS: Final = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
MOST_FEEDBACK: Final = 2_000


def table(classroom: Classroom, title: str, form: str) -> str:
    """Write the scores of those that could be read: for Canvas's gradebook, or Moodle's import of grades."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerows(_canvas(classroom, title) if form == "canvas" else _moodle(classroom, title))
    return made.getvalue()


def _canvas(classroom: Classroom, title: str) -> Iterator[tuple[str, ...]]:
    """Give the columns that Canvas knows, the points possible in the second row; who was not read keeps no score."""
    yield (*CANVAS, title or "Homework")
    yield ("    Points Possible", "", "", "", "", f"{classroom.points:g}")
    for row in classroom.standings:
        yield (_safe(row.student), "", "", _safe(row.student), "", _score(row))


def _moodle(classroom: Classroom, title: str) -> Iterator[tuple[str, ...]]:
    """Give a grade and a feedback under the name by which Moodle finds the user."""
    yield ("username", title or "Homework", "feedback")
    for row in classroom.standings:
        yield (_safe(row.student), _score(row), _feedback(classroom, row))


def _score(row: Standing) -> str:
    """Give the sum; nothing where a person has yet to mark, or nothing could be read."""
    return f"{row.score:g}" if row.scores and None not in row.scores and not row.unread else ""


def _feedback(classroom: Classroom, row: Standing) -> str:
    if not row.scores:
        return "could not be read"
    said = (f"{name}: {what}" for name, what in zip(classroom.questions, row.said, strict=True) if what)
    return _safe("; ".join(said))[:MOST_FEEDBACK]


def _safe(cell: str) -> str:
    """Put a cell that a spreadsheet would run in a quote that it shows."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell
