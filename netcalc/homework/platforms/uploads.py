"""Scores of a class as tables that Canvas and Moodle import, under their own heads, filled from what came in."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Final

from netcalc.homework.classroom.classroom import Classroom, Standing
from netcalc.homework.intake.exports import FIRST, LAST, NAMES
from netcalc.homework.intake.known import bare
from netcalc.text.cells import inert

CANVAS: Final[Mapping[str, tuple[str, ...]]] = {
    "Student": ("student", *NAMES),
    "ID": ("id",),
    "SIS User ID": ("sis user id", "sis id"),
    "SIS Login ID": ("sis login id", "login id"),
    "Section": ("section",),
}
FOUND_BY: Final = ("ID", "SIS User ID", "SIS Login ID")
MOODLE: Final = (
    "identifier", "full name", *FIRST, *LAST, "username", "id number", "email address",
)  # fmt: skip
USER: Final = "username"
WORKSHEET: Final = "Identifier"  # of a participant of an assignment
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
        yield (*map(inert, _of_canvas(row)), _score(row))


def _of_canvas(row: Standing) -> list[str]:
    """Fill Canvas's columns; a login is the student's name where nothing else tells who it is."""
    known = {bare(head): cell for head, cell in row.account.items()}
    cells = {head: next((known[name] for name in names if name in known), "") for head, names in CANVAS.items()}
    cells["Student"] = cells["Student"] or row.student
    if not any(cells[head] for head in FOUND_BY):
        cells["SIS Login ID"] = row.student
    return list(cells.values())


def _moodle(classroom: Classroom, title: str) -> Iterator[tuple[str, ...]]:
    """Give a grade and a feedback beside the columns by which Moodle finds the user: those that came in."""
    rows = [(row, _of_moodle(row)) for row in classroom.standings]
    heads = dict.fromkeys(head for _, account in rows for head in account)
    worksheet = bool(rows) and all(WORKSHEET in account for _, account in rows)
    graded = ("Grade", "Last modified (grade)", "Feedback comments")
    yield (*(heads or (USER,)), *(graded if worksheet else (title or "Homework", "feedback")))
    for row, account in rows:
        named = (inert(account.get(head, "")) for head in heads)
        yield (*named, _score(row), *([""] if worksheet else []), _feedback(classroom, row))


def _of_moodle(row: Standing) -> Mapping[str, str]:
    """Give the columns that Moodle knows a student by; a user name where there are none."""
    known = {head: cell for head, cell in row.account.items() if bare(head) in MOODLE}
    return known or {USER: row.student}


def _score(row: Standing) -> str:
    """Give the sum; nothing where a person has yet to mark, or nothing could be read."""
    return f"{row.score:g}" if row.scores and None not in row.scores and not row.unread else ""


def _feedback(classroom: Classroom, row: Standing) -> str:
    if not row.scores:
        return "could not be read"
    said = (f"{name}: {what}" for name, what in zip(classroom.questions, row.said, strict=True) if what)
    return inert("; ".join(said))[:MOST_FEEDBACK]
