"""Marking: one submission against the key, question by question."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from netcalc.homework.answers.answers import Given, NotReadable, shown
from netcalc.homework.answers.units import suits
from netcalc.homework.key.answer import Answer, Candidate
from netcalc.homework.key.key import Key
from netcalc.homework.marking.carry import Carried
from netcalc.homework.marking.feedback import Finding, sentence
from netcalc.homework.marking.judging import agrees, read, remark
from netcalc.homework.mistakes import CARRIED
from netcalc.problems import UNKNOWN_REFERENCE, Problem, nearest

MOST_STRANGERS: Final = 20
MOST_ALSO: Final = 8
LEAST_TELLING: Final = 100  # a rounded figure of one or two digits fits too many pairs


@dataclass(frozen=True, slots=True)
class MarkedQuestion:
    """What came of one answer."""

    id: str
    points: float
    score: float
    readable: bool
    correct: bool
    given: str | None
    mistake: str | None
    also: tuple[str, ...]
    feedback: str


@dataclass(frozen=True, slots=True)
class Marked:
    """What came of one submission."""

    student: str
    title: str
    score: float
    points: float
    questions: tuple[MarkedQuestion, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def correct(self) -> bool:
        """Whether every answer is right."""
        return all(question.correct for question in self.questions)

    def __getitem__(self, name: str) -> MarkedQuestion:
        """Find a question by its id; KeyError where there is none."""
        for question in self.questions:
            if question.id == name:
                return question
        raise KeyError(name)


def mark(key: Key, student: str, answers: Mapping[str, object]) -> Marked:
    """Mark a submission: answers by the ids of the questions."""
    carried = Carried(key)
    every = {name: _question(key, each, answers.get(name), carried) for name, each in key.answers.items()}
    marked = tuple(every[name] for name in key.shown)
    score = float(sum(question.score for question in marked))
    return Marked(student, key.sheet.title, score, key.points, marked, _strangers(key, answers))


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
            hint=f"did you mean `{near}`?" if (near := nearest(name, sorted(known))) else "",
        )
        for name in unknown
    )


def _question(key: Key, answer: Answer, written: object, carried: Carried) -> MarkedQuestion:
    if written is None or (isinstance(written, str) and not written.strip()):
        return _made(answer, Finding(readable=False, reason=""), None, 0)
    try:
        given = read(answer, written, key.sheet.conventions)
    except NotReadable as error:
        return _made(answer, Finding(readable=False, reason=str(error)), written, 0)
    found = judged(answer, given, carried)
    if not found.correct:
        carried.note(answer, given)
    return _made(answer, found, written, share(key, found))


def share(key: Key, found: Finding) -> float:
    """Give the share of the points that an answer earns."""
    if found.correct:
        return 1
    earned = 1.0 if found.mistake == CARRIED else 0.0
    return key.sheet.credit.get(found.mistake or "", earned)


def judged(answer: Answer, given: Given, carried: Carried) -> Finding:
    """Say whether an answer is right, and if not, what explains it."""
    tolerance = answer.item.question.tolerance
    rights = (answer.right, *answer.also_right())
    right = any(agrees(each, given, real=answer.real, tolerance=tolerance) for each in rights)
    if right and suits(given.unit, answer.word, flop=answer.conventions.flop):
        return Finding(correct=True)
    if right and given.unit:
        return Finding(unit=given.unit.word)
    codes = [CARRIED] if _on_own(answer, given, carried) else []
    codes += explanations(answer, given)
    if not codes:
        return Finding(reason=remark(answer, given))
    return Finding(mistake=codes[0], also=tuple(codes[1:MOST_ALSO]))


def _on_own(answer: Answer, given: Given, carried: Carried) -> bool:
    own = (value for value in carried.values(answer) if value is not None and value != answer.right)
    return any(agrees(value, given, real=answer.real) for value in own)


def explanations(answer: Answer, given: Given) -> list[str]:
    """Name the mistakes that give this answer: single ones, else pairs; those first whose arithmetic was written."""
    if remark(answer, given):
        return []
    for candidates in (answer.singles, answer.pairs if _telling(given) else ()):
        fitting = [each for each in candidates if agrees(each.value, given, real=answer.real)]
        if fitting:
            return list(dict.fromkeys(each.code for each in _by_structure(fitting, given.parts)))
    return []


def _telling(given: Given) -> bool:
    """Say whether an answer is no rounded figure of one or two digits, which two mistakes give by chance."""
    return given.kind != "number" or abs(given.value) >= 2 * LEAST_TELLING * given.slack


def _by_structure(fitting: list[Candidate], parts: Iterable[Any]) -> Iterable[Candidate]:
    written = Counter(parts)
    return sorted(fitting, key=lambda each: not each.parts or Counter(each.parts) != written)


def _made(answer: Answer, found: Finding, written: object, share: float) -> MarkedQuestion:
    points = answer.item.question.points
    score = points * share
    return MarkedQuestion(
        id=answer.item.id,
        points=_plain(points),
        score=_plain(score),
        readable=found.readable,
        correct=found.correct,
        given=None if written is None else shown(written),
        mistake=found.mistake,
        also=found.also,
        feedback=sentence(answer, found),
    )


def _plain(number: float) -> float:
    return int(number) if number == int(number) else number
