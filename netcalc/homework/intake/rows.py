"""A class in one table: a row a student, each read on its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from netcalc.homework.intake.encoded import encoding_of
from netcalc.homework.intake.exports import Layout, is_no_student, layout
from netcalc.homework.intake.known import Known
from netcalc.homework.intake.records import MOST_LINE, Record, records, separator
from netcalc.homework.intake.submission import Submission, refused, student_name
from netcalc.problems import INVALID_VALUE, UNREADABLE


def rows(path: str, known: Known) -> Iterator[Submission]:
    """Read a CSV record by record; its heads name the questions and the student, in one of the forms that are known."""
    try:
        with Path(path).open(encoding=encoding_of(path), newline="", errors="replace") as file:
            yield from table(_lines(file), path, known)
    except OSError as error:
        raise refused(UNREADABLE, f"cannot read {path}: {error.strerror}") from None


def _lines(file: TextIO) -> Iterator[str]:
    """Read lines, none of them endless: what is beyond the limit of one is left out, and it is too long by a sign."""
    while text := file.readline(MOST_LINE + 1):
        more = text
        while len(more) > MOST_LINE and not more.endswith("\n"):
            more = file.readline(MOST_LINE + 1)
        yield text


def table(lines: Iterator[str], path: str, known: Known) -> Iterator[Submission]:
    """Read a table of a class."""
    first = next(lines, "")
    between = separator(first)
    source = iter(_joined(first, lines))
    found = records(source, between)
    heads = next(found, Record(1))
    laid = None if heads.wrong else layout(heads.cells, known)
    if heads.wrong:
        raise refused(UNREADABLE, f"cannot read {path}: {heads.wrong}")
    if laid is None:
        message = f"the first line of {path} names `student` and the questions, each once"
        raise refused(INVALID_VALUE, message)
    for record in found:
        submission = _row(laid, record, len(heads.cells))
        if submission is not None:
            yield submission


def _joined(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _row(laid: Layout, record: Record, width: int) -> Submission | None:
    """Read one record; what is wrong with it is this student's alone."""
    name = f"row {record.line}"
    if record.wrong:
        return Submission(name, {}, refused(UNREADABLE, f"{name}: {record.wrong}").problems)
    if len(record.cells) > width:
        message = f"{name} has {len(record.cells)} cells, but the first line names {width}"
        return Submission(name, {}, refused(UNREADABLE, message).problems)
    cells = (*record.cells, *[""] * (width - len(record.cells)))
    written = " ".join(cells[place] for place in laid.student if cells[place])
    if is_no_student(written) or any(is_no_student(cell) for cell in cells[:1]):
        return None
    answers = {question: _answer(cells[place]) for place, question in laid.questions.items()}
    answers |= dict.fromkeys(laid.strangers, "")
    account = {head: cells[place] for place, head in laid.account if cells[place]}
    return Submission(student_name(written or None, name), answers, account=account, guessed=not written.strip())


def _answer(cell: str) -> str:
    """Take Moodle's dash, which stands where nothing was answered, for nothing."""
    return "" if cell.strip() == "-" else cell
