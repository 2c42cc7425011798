"""A form for the answers, to be filled in: YAML, CSV or lines of text, each as `netcalc grade` reads it."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from netcalc.course.handout.posed import Posed
from netcalc.homework.intake.known import Known
from netcalc.homework.intake.written import read_text

PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
WORDS: Final = frozenset({"y", "n", "yes", "no", "true", "false", "on", "off", "null", "none"})  # YAML's own
LONGEST: Final = 100


def yaml(title: str, questions: Iterable[Posed], student: str = "") -> str:
    """Write the form as YAML: each question's words above its line."""
    lines = [f"# {_single(title) or 'Answers'}: write each answer behind its colon."]
    lines += [f"student: {_name(student)}" if student else "student:", "answers:"]
    for each in questions:
        lines += [f"  # {each.number}. {_single(each.text)}", *_fields(each)]
    return "\n".join(lines) + "\n"


def _fields(question: Posed) -> Iterator[str]:
    yield f"  {_name(question.id)}:"
    for row in question.rows:
        yield f"    {_name(row)}:"
        yield from (f"      {_name(column)}:" for column in question.columns)


def _single(text: str) -> str:
    """Put words on one line, not too long a one."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _name(name: str) -> str:
    """Write a name so that YAML reads it as a word."""
    bare = PLAIN.fullmatch(name) and name.lower() not in WORDS
    return name if bare else json.dumps(name, ensure_ascii=False)


def table(_title: str, questions: Iterable[Posed], student: str = "") -> str:
    """Write the form as CSV: a column a question, a row to be filled in."""
    names = ["student", *_ids(questions)]
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerows([names, [student, *[""] * (len(names) - 1)]])
    return held.getvalue()


def text(_title: str, questions: Iterable[Posed], student: str = "") -> str:
    """Write the form as lines of text."""
    return f"student: {student}\n" + "".join(f"{name}: \n" for name in _ids(questions))


def _ids(questions: Iterable[Posed]) -> list[str]:
    return [item.id for each in questions for item in each.items]


def unreadable(questions: Iterable[Posed]) -> list[str]:
    """Name the ids that lines of text cannot hold."""
    known = Known(dict.fromkeys(_ids(questions), ""))
    read = read_text(text("", questions), "", known).answers
    return [name for name in _ids(questions) if name not in read]


FORMS: Final[dict[str, Callable[[str, Iterable[Posed], str], str]]] = {"yaml": yaml, "csv": table, "text": text}
