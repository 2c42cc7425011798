"""Marks as tables, JSON and CSV; an audit as a table; a class as a table of scores and a chart of mistakes."""

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final

from netcalc.homework.answers.submission import Submission
from netcalc.homework.marking.audit import Audited
from netcalc.homework.marking.classroom import Classroom, Standing
from netcalc.homework.marking.marked import Marked, MarkedQuestion
from netcalc.render.formats import data
from netcalc.render.formats.table import Align, Row, Table
from netcalc.render.formats.text import NOTHING, Line, Span, line

QUESTIONS: Final[tuple[tuple[str, Align], ...]] = (
    ("question", "left"), ("points", "right"), ("answer", "left"), ("", "left"),
)  # fmt: skip
AUDIT: Final[tuple[tuple[str, Align], ...]] = (
    ("question", "left"), ("computed", "right"), ("typed", "right"), ("", "left"),
)  # fmt: skip
SCORES: Final[tuple[tuple[str, Align], ...]] = (("student", "left"), ("score", "right"), ("", "right"))
BAR: Final = "█"
WIDEST_BAR: Final = 40
LONGEST_ANSWER: Final = 24
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")


def points(number: float) -> str:
    """Write points: whole ones without a point.

    >>> points(2.0), points(1.5)
    ('2', '1.5')
    """
    return f"{number:.6g}"


def refused_data(submission: Submission) -> dict[str, Any]:
    """Give a submission that could not be read as plain data."""
    return {
        "student": submission.student,
        "readable": False,
        "problems": [data.problem(each) for each in submission.problems],
    }


def marked_data(marked: Marked) -> dict[str, Any]:
    """Give marks as plain data."""
    return {
        "student": marked.student,
        "title": marked.title,
        "score": marked.score,
        "points": marked.points,
        "unread": marked.unread,
        "questions": [{**asdict(question), "also": list(question.also)} for question in marked.questions],
    }


def marked_lines(marked: Marked, width: int | None) -> list[Line]:
    """Lay out one student's marks."""
    name = f"{marked.student}: " if marked.student else ""
    title = f"{marked.title}: " if marked.title else ""
    head = line(f"{title}{name}{points(marked.score)} of {points(marked.points)} points", "bold")
    return [head, line(), *Table(QUESTIONS, tuple(map(_question, marked.questions))).wrapped(width).lines()]


def _question(question: MarkedQuestion) -> Row:
    given = NOTHING if question.given is None else question.given
    shown = given if len(given) <= LONGEST_ANSWER else given[: LONGEST_ANSWER - 1] + "…"
    style = "" if question.correct else "yellow" if not question.readable or question.score else "red"
    score = f"{points(question.score)}/{points(question.points)}"
    verdict = question.feedback or ("right" if question.correct else "wrong" if question.readable else "not readable")
    return Row((question.id, score, shown, verdict), style)


def marks_csv_head(questions: Iterable[str]) -> str:
    """Write the heads of the table of scores."""
    names = list(questions)
    return _csv(("student", "score", *names, *(f"{name}.mistake" for name in names)))


def marks_csv(standing: Standing) -> str:
    """Write one student's row: blank where nothing could be read."""
    score = points(standing.score) if standing.scores else ""
    return _csv((standing.student, score, *map(points, standing.scores), *standing.mistakes))


def _csv(cells: Iterable[str]) -> str:
    """Write a row; a cell that a spreadsheet would run is put in quotes that it shows."""
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerow(f"'{cell}" if cell.startswith(DANGEROUS) else cell for cell in cells)
    return held.getvalue()


def class_lines(classroom: Classroom, width: int | None) -> list[Line]:
    """Lay out a class: a row a student, the mean, and the mistakes as bars."""
    table = _wide(classroom)
    if width is not None and table.width() > width:
        table = Table(SCORES, tuple(_narrow(classroom, each) for each in classroom.standings), (_mean(classroom, 0),))
    return [*table.lines(), line(), *mistake_lines(classroom)]


def _wide(classroom: Classroom) -> Table:
    questions: list[tuple[str, Align]] = [(name, "right") for name in classroom.questions]
    rows = tuple(
        Row((*cells[:1], *(map(points, each.scores) if each.scores else [NOTHING] * len(questions)), *cells[1:]))
        for each in classroom.standings
        for cells in [_narrow(classroom, each).cells]
    )
    return Table((SCORES[0], *questions, *SCORES[1:]), rows, (_mean(classroom, len(questions)),))


def _narrow(classroom: Classroom, each: Standing) -> Row:
    if not each.scores:
        return Row((each.student, NOTHING, "not readable"), "yellow")
    share = f"{each.score / classroom.points:.0%}" if classroom.points else ""
    return Row((each.student, points(each.score), share))


def _mean(classroom: Classroom, questions: int) -> Row:
    read = [each for each in classroom.standings if each.scores]
    if not read:
        return Row(("mean", *[""] * questions, NOTHING, ""))
    each = [f"{sum(standing.scores[at] for standing in read) / len(read):.2f}" for at in range(questions)]
    mean = sum(standing.score for standing in read) / len(read)
    return Row(("mean", *each, f"{mean:.2f}", f"{mean / classroom.points:.0%}" if classroom.points else ""))


def mistake_lines(classroom: Classroom) -> list[Line]:
    """Draw how many students made each mistake, as bars."""
    found = sorted(classroom.mistakes.items(), key=lambda pair: (-pair[1], pair[0]))
    if not found:
        return [line("no mistake that is known")]
    widest, most = max(len(code) for code, _ in found), found[0][1]
    digits = len(str(most))
    head = line("mistakes, and how many students made them", "bold")
    return [head, *(_bar(code.ljust(widest), count, most, digits) for code, count in found)]


def _bar(code: str, count: int, most: int, digits: int) -> Line:
    bar = BAR * max(1, round(WIDEST_BAR * count / most))
    return (Span(f"{code}  {count:>{digits}}  "), Span(bar, "red"))


def audit_lines(found: Iterable[Audited], width: int | None) -> list[Line]:
    """Lay out an audit: what each key should be, what the wrong ones equal, which tolerances are too wide."""
    audited = list(found)
    table = Table(AUDIT, tuple(map(_audited, audited))).wrapped(width)
    wrong = sum(not each.agrees for each in audited)
    wide = sum(bool(each.swallowed) for each in audited)
    verdict = (
        (Span("FAILED", "bold red"), Span(f": {_counted(wrong, 'key')} wrong, {_counted(wide, 'tolerance')} too wide"))
        if wrong or wide
        else (Span("passed", "bold green"), Span(f": {len(audited)} keys computed"))
    )
    return [*table.lines(), line(), verdict]


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _audited(each: Audited) -> Row:
    said = [_key(each), *_tolerances(each)]
    return Row(
        (each.id, each.right, each.typed or "", "; ".join(part for part in said if part)), "" if each.passed else "red"
    )


def _key(each: Audited) -> str:
    if each.agrees:
        return "" if each.typed is None else "ok"
    if each.unreadable:
        return f"WRONG: not readable: {each.unreadable}"
    others = f" (or {', '.join(each.also)})" if each.also else ""
    return f"WRONG: it equals {each.mistake}{others}" if each.mistake else "WRONG"


def _tolerances(each: Audited) -> list[str]:
    if not each.swallowed:
        return []
    codes = ", ".join(f"{swallowed.code} ({swallowed.gap * 100:.2g}% off)" for swallowed in each.swallowed)
    safe = f"; at most {each.safe} is safe" if each.safe else ""
    return [f"tolerance {each.tolerance} accepts {codes}{safe}"]


def audit_data(found: Iterable[Audited]) -> dict[str, Any]:
    """Give an audit as plain data."""
    audited = list(found)
    rows = [
        {**asdict(each), "also": list(each.also), "swallowed": [asdict(s) for s in each.swallowed]} for each in audited
    ]
    return {"passed": all(each.passed for each in audited), "questions": rows}
