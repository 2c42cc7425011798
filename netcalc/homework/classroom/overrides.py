"""Scores that a person has given: `student: {question: score}` in YAML, or a table of them."""

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from netcalc.homework.intake.submission import refused
from netcalc.homework.marking.marked import Marked, MarkedQuestion
from netcalc.homework.variants.seed import same
from netcalc.problems import INVALID_VALUE
from netcalc.text.source import Source, text_of

Overrides = Mapping[str, Mapping[str, float]]


def read_overrides(path: str) -> Overrides:
    """Read scores by student (as `same` writes the name) and question; SpecError where one is no number from 0 on."""
    text = text_of(path)
    data: object = _table(text) if path.lower().endswith(".csv") else Source(text, path).data()
    if not isinstance(data, Mapping):
        raise refused(INVALID_VALUE, f"{path}: overrides are `student: {{question: score}}`")
    found: dict[str, dict[str, float]] = {}
    for student, scores in data.items():
        found.setdefault(same(str(student)), {}).update(_scores(path, student, scores))
    return found


def of_student(overrides: Overrides, student: str) -> Mapping[str, float]:
    """Give a student's scores; capitals and blanks around the name mean nothing."""
    return overrides.get(same(student), {})


def unused(overrides: Overrides, students: Collection[str], points: Mapping[str, float]) -> Iterator[str]:
    """Say which scores were given to nobody, for no question, or are more than a question's points."""
    known = {same(student) for student in students}
    yield from (f"nobody here is called `{student}`" for student in overrides if student not in known)
    for student, scores in overrides.items():
        for question, score in scores.items():
            if question not in points:
                yield f"no question is called `{question}` (`{student}`)"
            elif score > points[question]:
                yield f"{score:g} for `{question}` is more than its {points[question]:g} (`{student}`)"


def _table(text: str) -> dict[str, dict[str, str]]:
    """Read a row a student, a column a question; or a row a score, under `student, question, score`."""
    rows = list(csv.DictReader(text.splitlines()))
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        student = str(row.pop("student", "") or "")
        scores = {str(row["question"]): row.get("score") or ""} if "question" in row else dict(row)
        found.setdefault(student, {}).update({name: score for name, score in scores.items() if name and score})
    return found


def _scores(path: str, student: object, scores: object) -> Iterator[tuple[str, float]]:
    if not isinstance(scores, Mapping):
        raise refused(INVALID_VALUE, f"{path}: the scores of `{str(student)[:80]}` are `{{question: score}}`")
    for question, score in scores.items():
        try:
            number = float(score) if isinstance(score, int | float | str) and not isinstance(score, bool) else -1.0
        except ValueError:
            number = -1.0
        if not 0 <= number < 10**9:
            raise refused(INVALID_VALUE, f"{path}: `{str(score)[:40]}` is no score for `{str(question)[:80]}`")
        yield str(question), number


def settled(marked: Marked, scores: Mapping[str, float]) -> Marked:
    """Put the scores that a person gave in the place of those that were worked out."""
    if not scores.keys() & {question.id for question in marked.questions}:
        return marked
    questions = tuple(_settled(each, scores[each.id]) if each.id in scores else each for each in marked.questions)
    unread = sum(not each.readable and each.given is not None for each in questions)
    score = float(sum(each.score or 0 for each in questions))
    return replace(marked, questions=questions, score=score, unread=unread)


def _settled(question: MarkedQuestion, score: float) -> MarkedQuestion:
    plain = int(score) if score == int(score) else score
    right = score >= question.points
    return replace(question, score=plain, readable=True, correct=right, mistake=None, also=(), feedback="Set by hand.")
