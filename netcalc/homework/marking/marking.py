"""Marking: one submission against the key, question by question."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from netcalc.homework.answers.given import NotReadable, read_as, shown
from netcalc.homework.key.key import Key
from netcalc.homework.key.of_choice import ManualSolution
from netcalc.homework.key.solution import Solution
from netcalc.homework.marking.carry import Carried
from netcalc.homework.marking.feedback import sentence
from netcalc.homework.marking.finding import Finding, judged
from netcalc.homework.marking.marked import Marked, MarkedQuestion
from netcalc.homework.marking.reading import read, written_as
from netcalc.homework.marking.tables import spread
from netcalc.homework.mistakes import CARRIED
from netcalc.problems import UNKNOWN_REFERENCE, Problem
from netcalc.text.nearness import slipped

MOST_STRANGERS: Final = 20


def mark(key: Key, student: str, answers: Mapping[str, object]) -> Marked:
    """Mark a submission: answers by the ids of the questions."""
    carried = Carried(key)
    answers = spread(key, answers)
    every = {name: _question(key, each, answers.get(name), carried) for name, each in key.solutions.items()}
    marked = tuple(every[name] for name in key.shown)
    return Marked(
        student=student,
        title=key.sheet.title,
        score=float(sum(question.score or 0 for question in marked)),
        points=key.points,
        unread=sum(not question.readable and question.given is not None for question in marked),
        questions=marked,
        problems=_strangers(key, answers),
    )


def _strangers(key: Key, answers: Mapping[str, object]) -> tuple[Problem, ...]:
    """Say which answers are to no question of the sheet."""
    known = key.ids
    if answers.keys() <= known:
        return ()
    unknown = [str(name)[:80] for name in answers if name not in known][:MOST_STRANGERS]
    return tuple(
        Problem(
            code=UNKNOWN_REFERENCE,
            severity="advice",
            message=f"no question is called `{name}`",
            hint=f"did you mean `{near}`?" if (near := slipped(name, sorted(known))) else "",
        )
        for name in unknown
    )


def _question(key: Key, solution: Solution, written: object, carried: Carried) -> MarkedQuestion:
    if isinstance(solution, ManualSolution):
        return _by_hand(solution, written)
    if written is None or (isinstance(written, str) and not written.strip()):
        return _made(solution, Finding(readable=False), None, None, 0)
    try:
        given = read(solution, written)
    except NotReadable as error:
        return _made(solution, Finding(readable=False, reason=str(error)), written, None, 0)
    found = judged(solution, given, carried)
    if not found.correct:
        carried.note(solution, given)
    return _made(solution, found, written, read_as(written_as(solution, given)), share(key, found))


def _by_hand(solution: ManualSolution, written: object) -> MarkedQuestion:
    """Leave a question to a person: no score, until one is given."""
    made = _made(solution, Finding(), written, None, 0)
    return replace(made, score=None, feedback="Marked by hand.")


def share(key: Key, found: Finding) -> float:
    """Give the share of the points that an answer earns."""
    if found.correct:
        return 1
    earned = 1.0 if found.mistake == CARRIED else 0.0
    return key.sheet.credit.get(frozenset((found.mistake or "").split("+")), earned)


def _made(solution: Solution, found: Finding, written: object, reading: str | None, share: float) -> MarkedQuestion:
    points = solution.item.question.points
    return MarkedQuestion(
        id=solution.item.id,
        points=_plain(points),
        score=_plain(points * share),
        readable=found.readable,
        correct=found.correct,
        given=None if written is None else shown(written),
        read_as=reading,
        mistake=found.mistake,
        also=found.also,
        feedback=sentence(solution, found),
    )


def _plain(number: float) -> float:
    return int(number) if number == int(number) else number
