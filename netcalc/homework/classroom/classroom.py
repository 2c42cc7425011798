"""A class: the scores of many submissions, and which mistakes it made; holds a row a student, no more."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from netcalc.homework.intake.submission import Submission
from netcalc.homework.marking.marked import Marked, MarkedQuestion
from netcalc.homework.variants.seed import same

Attempts = Literal["last", "best", "first"]
ATTEMPTS: Final[tuple[Attempts, ...]] = ("last", "best", "first")
UNREAD: Final = "unread"
MISSING: Final = "missing"
BY_HAND: Final = "by hand"
NOBODY: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Standing:
    """One student's row: of each question the score, and the mistake or what else there is to say; or no scores.

    What is said is `unread` where an answer could not be read, `missing` where there is none, `by hand` where a
    person marks it. `account`: what the platform calls the student, by its own heads.
    """

    student: str
    scores: tuple[float | None, ...]
    said: tuple[str, ...]
    data: object = None
    account: Mapping[str, str] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """The sum."""
        return float(sum(score or 0 for score in self.scores))

    @property
    def unread(self) -> int:
        """How many answers were given and could not be read."""
        return self.said.count(UNREAD)

    @property
    def mistakes(self) -> Iterator[str]:
        """The mistakes, one by one."""
        for each in self.said:
            yield from (code for code in each.split("+") if code and code not in (UNREAD, MISSING, BY_HAND))


def standing(marked: Marked, data: object = None, account: Mapping[str, str] = NOBODY) -> Standing:
    """Make the row of a submission that was marked."""
    scores = tuple(question.score for question in marked.questions)
    return Standing(marked.student, scores, tuple(map(said, marked.questions)), data, account)


def said(question: MarkedQuestion) -> str:
    """Say what is to be said of one answer: its mistake, or that it was not read, or not given."""
    if question.score is None:
        return BY_HAND
    if not question.readable:
        return UNREAD if question.given is not None else MISSING
    return question.mistake or ""


@dataclass(slots=True)
class Classroom:
    """What is gathered as submissions are marked; of several attempts of a student one counts.

    Capitals and blanks around a name mean nothing: `ana` and `ANA` are one student.
    """

    questions: tuple[str, ...]
    points: float
    attempts: Attempts = "last"
    rows: dict[str, Standing] = field(default_factory=dict)
    again: set[str] = field(default_factory=set)

    def add(self, marked: Marked, data: object = None, account: Mapping[str, str] = NOBODY) -> None:
        """Add one that was marked."""
        self._put(standing(marked, data, account))

    def refuse(self, submission: Submission, data: object = None) -> None:
        """Add one that could not be read."""
        self._put(Standing(submission.student, (), (), data, submission.account))

    def _put(self, row: Standing) -> None:
        name = same(row.student) or f"({len(self.rows) + 1})"
        before = self.rows.get(name)
        if before is not None:
            self.again.add(name)
        if before is None or self._counts(before, row):
            self.rows[name] = row

    def _counts(self, before: Standing, row: Standing) -> bool:
        """Say whether a later attempt counts: one that cannot be read never takes the place of one that can."""
        if not row.scores or not before.scores:
            return bool(row.scores)
        return self.attempts == "last" or (self.attempts == "best" and row.score > before.score)

    @property
    def standings(self) -> list[Standing]:
        """The rows, a student each, in the order in which they came."""
        return list(self.rows.values())

    @property
    def mistakes(self) -> Counter[str]:
        """How many students made each mistake."""
        return Counter(code for row in self.rows.values() for code in set(row.mistakes))

    @property
    def unreadable(self) -> int:
        """How many submissions could not be read."""
        return sum(not row.scores for row in self.rows.values())

    @property
    def unread(self) -> int:
        """How many answers were given and could not be read."""
        return sum(row.unread for row in self.rows.values())
