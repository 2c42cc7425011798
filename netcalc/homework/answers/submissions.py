"""Submissions as they come: YAML, JSON or CSV, one or many; what cannot be read is one of them, and stops nothing."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO

from netcalc.problems import INVALID_VALUE, LIMIT_EXCEEDED, UNREADABLE, Problem, SpecError, Unreadable
from netcalc.text.source import Source, text_of

ENDINGS: Final = frozenset({".yaml", ".yml", ".json", ".csv"})
MOST_TEXT: Final = 2**20
MOST_ANSWERS: Final = 20_000
MOST_LINE: Final = 100_000
MOST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Submission:
    """One student's answers; or, with problems, what could not be read."""

    student: str
    answers: Mapping[str, object]
    problems: tuple[Problem, ...] = ()


def several(path: str) -> bool:
    """Say whether a path stands for many submissions: a folder, or a CSV."""
    return path.lower().endswith(".csv") or Path(path).is_dir()


def files(path: str) -> list[str]:
    """List the files of submissions that a path stands for."""
    place = Path(path)
    if path == "-" or not place.is_dir():
        return [path]
    return sorted(str(each) for each in place.iterdir() if each.suffix.lower() in ENDINGS and _own(each))


def passed_over(path: str) -> int:
    """Count what lies in a folder and is not read: other endings, folders in it, links."""
    place = Path(path)
    return sum(1 for _ in place.iterdir()) - len(files(path)) if path != "-" and place.is_dir() else 0


def _own(file: Path) -> bool:
    """Say whether a file lies in its folder: a link may lead anywhere."""
    return file.is_file() and not file.is_symlink()


def submissions(path: str) -> Iterator[Submission]:
    """Read the submissions of a file, each on its own."""
    try:
        if path != "-" and Path(path).exists() and not Path(path).is_file():
            raise _refused(UNREADABLE, f"{path} is not a file of answers")
        if path.lower().endswith(".csv"):
            yield from _rows(path)
        else:
            yield _file(path)
    except SpecError as error:
        yield Submission(Path(path).stem, {}, error.problems)


def _refused(code: str, message: str) -> Unreadable:
    return Unreadable([Problem(code=code, message=message)])


def _file(path: str) -> Submission:
    text = text_of(path)
    if len(text) > MOST_TEXT:
        raise _refused(LIMIT_EXCEEDED, f"{path}: a submission has at most {MOST_TEXT >> 20} MiB")
    return submission(Source(text, path).words(), "" if path == "-" else Path(path).stem)


def submission(data: Any, name: str) -> Submission:
    """Understand a submission: `student` and `answers`, or answers alone."""
    if not isinstance(data, Mapping):
        raise _refused(INVALID_VALUE, f"{name or 'this'}: a submission is `student: ...` and `answers: {{id: answer}}`")
    answers = data.get("answers", data)
    if answers is None:
        answers = {}
    if not isinstance(answers, Mapping) or len(answers) > MOST_ANSWERS:
        raise _refused(INVALID_VALUE, f"{name or 'this'}: `answers` are answers by the ids of the questions")
    student = data.get("student") if "answers" in data or "student" in data else None
    given = {str(name): answer for name, answer in answers.items() if answers is not data or name != "student"}
    return Submission(_name(student, name), given)


def _name(student: object, otherwise: str) -> str:
    text = str(student) if isinstance(student, str | int | float) else otherwise
    return "".join(sign for sign in text if sign.isprintable())[:MOST_NAME]


def _rows(path: str) -> Iterator[Submission]:
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
        raise _refused(UNREADABLE, f"cannot read {path}: {error.strerror}") from None


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
        raise _refused(UNREADABLE, f"cannot read {path}: {error}") from None
    if "student" not in heads or len(set(heads)) < len(heads):
        message = f"the first line of {path} names `student` and the questions, each once"
        raise _refused(INVALID_VALUE, message)
    return heads


def _row(heads: list[str], text: str, between: str, number: int) -> Submission:
    """Read one line; what is wrong with it is this student's alone."""
    try:
        row = _cells(text, between)
    except ValueError as error:
        return Submission(f"row {number}", {}, _refused(UNREADABLE, f"row {number}: {error}").problems)
    if len(row) > len(heads):
        message = f"row {number} has {len(row)} cells, but the first line names {len(heads)}"
        return Submission(f"row {number}", {}, _refused(UNREADABLE, message).problems)
    answers = dict(zip(heads, row, strict=False))
    return Submission(_name(answers.pop("student", "") or None, f"row {number}"), answers)
