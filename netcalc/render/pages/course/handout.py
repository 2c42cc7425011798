"""The sheet to give out as a page: how to answer, the questions with room for an answer, a form to fill in."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from netcalc.course.handout.posed import Posed
from netcalc.course.handout.template import yaml
from netcalc.render.document import Code, Document, Heading, Part, item, sentence
from netcalc.render.pages.course.parts import described, head
from netcalc.render.table import Row, Table, words
from netcalc.text.counted import counted

ROOM: Final = "." * 40


def page(title: str, questions: tuple[Posed, ...], rules: tuple[str, ...], student: str | None = None) -> Document:
    """Make the page, a student's own perhaps."""
    return Document(questions, partial(_parts, title, questions, rules, student or ""))


def _parts(title: str, questions: tuple[Posed, ...], rules: tuple[str, ...], student: str) -> Iterable[Part]:
    yield Heading(title or "Homework", "", 1)
    points = sum(question.points for question in questions)
    whose = f"For {student}: " if student else ""
    worth = f"{points:g} point{'' if points == 1 else 's'}"
    yield sentence(f"{whose}{counted(len(questions), 'question')}, {worth}.")
    yield from map(item, rules)
    for question in questions:
        yield from head(question)
        yield from described(question)
        if question.rows:
            blank = ("",) * len(question.columns)
            yield Table(words("", *question.columns), tuple(Row((row, *blank)) for row in question.rows))
        else:
            yield sentence(f"Answer: {ROOM}")
    yield Heading("Answers", "", 2)
    yield sentence("Fill this in, and hand it in:")
    yield Code(yaml(title, questions, student))
