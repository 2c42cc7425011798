"""Submissions as they come: YAML, JSON or CSV, one or many; what cannot be read is one of them, and stops nothing."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO

from netcalc.problems import INVALID_VALUE, LIMIT_EXCEEDED, UNREADABLE, Problem, SpecError, Unreadable
from netcalc.source import Source, text_of

ENDINGS: Final = frozenset({".yaml", ".yml", ".json", ".csv"})
MOST_TEXT: Final = 2**20
MOST_ANSWERS: Final = 20_000
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


def _own(file: Path) -> bool:
    """Say whether a file lies in its folder: a link may lead anywhere."""
    return file.is_file() and not file.is_symlink()


def submissions(path: str) -> Iterator[Submission]:
    """Read the submissions of a file, each on its own."""
    try:
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
    """Read a CSV row by row; its first line names the questions, `student` the student."""
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(_lines(file))
            heads = [head.strip() for head in next(reader, [])]
            place = heads.index("student") if "student" in heads else 0
            for number, row in enumerate(reader, 2):
                if any(cell.strip() for cell in row):
                    yield _row(heads, place, row, number)
    except OSError as error:
        raise _refused(UNREADABLE, f"cannot read {path}: {error.strerror}") from None
    except (ValueError, csv.Error) as error:
        raise _refused(UNREADABLE, f"cannot read {path}: {error}") from None


def _lines(file: TextIO) -> Iterator[str]:
    """Read lines, none of them endless."""
    while text := file.readline(MOST_TEXT):
        if len(text) == MOST_TEXT:
            message = "a line is too long"
            raise ValueError(message)
        yield text


def _row(heads: list[str], place: int, row: list[str], number: int) -> Submission:
    answers = {head: cell for at, (head, cell) in enumerate(zip(heads, row, strict=False)) if at != place}
    return Submission(_name(row[place] if place < len(row) else None, f"row {number}"), answers)
