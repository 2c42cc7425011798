"""A class in one CSV: a row a student, each read on its own."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from netcalc.homework.intake.submission import Submission, refused, student_name
from netcalc.problems import INVALID_VALUE, UNREADABLE

MOST_LINE: Final = 100_000


def rows(path: str) -> Iterator[Submission]:
    """Read a CSV line by line, so that no line can spoil another; the first names the questions and `student`."""
    try:
        with Path(path).open(encoding="utf-8-sig", newline="", errors="replace") as file:
            lines = _lines(file)
            first = next(lines, "")
            between = max(",;\t", key=first.count)
            heads = _heads(first, between, path)
            for number, text in enumerate(lines, 2):
                if text.strip(between + " \r\n"):
                    yield _row(heads, text, between, number)
    except OSError as error:
        raise refused(UNREADABLE, f"cannot read {path}: {error.strerror}") from None


def _lines(file: TextIO) -> Iterator[str]:
    """Read lines, none of them endless: what is beyond the limit of one is left out, and it is too long by a sign."""
    while text := file.readline(MOST_LINE + 1):
        more = text
        while len(more) > MOST_LINE and not more.endswith("\n"):
            more = file.readline(MOST_LINE + 1)
        yield text


def _cells(text: str, between: str) -> list[str]:
    """Take a line apart; ValueError where it is too long, or a quote is not closed on it."""
    if len(text) > MOST_LINE:
        message = f"the line has more than {MOST_LINE:,} signs"
        raise ValueError(message)
    try:
        return [cell.strip() for cell in next(csv.reader([text], delimiter=between, strict=True), [])]
    except csv.Error as error:
        message = f"the line cannot be taken apart ({error})"
        raise ValueError(message) from None


def _heads(text: str, between: str, path: str) -> list[str]:
    try:
        heads = ["student" if head.lower() == "student" else head for head in _cells(text, between)]
    except ValueError as error:
        raise refused(UNREADABLE, f"cannot read {path}: {error}") from None
    if "student" not in heads or len(set(heads)) < len(heads):
        message = f"the first line of {path} names `student` and the questions, each once"
        raise refused(INVALID_VALUE, message)
    return heads


def _row(heads: list[str], text: str, between: str, number: int) -> Submission:
    """Read one line; what is wrong with it is this student's alone."""
    try:
        row = _cells(text, between)
    except ValueError as error:
        return Submission(f"row {number}", {}, refused(UNREADABLE, f"row {number}: {error}").problems)
    if len(row) > len(heads):
        message = f"row {number} has {len(row)} cells, but the first line names {len(heads)}"
        return Submission(f"row {number}", {}, refused(UNREADABLE, message).problems)
    answers = dict(zip(heads, row, strict=False))
    return Submission(student_name(answers.pop("student", "") or None, f"row {number}"), answers)
