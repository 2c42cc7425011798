"""A class: the scores of many submissions, and which mistakes it made; holds a row a student, no more."""

from collections import Counter
from dataclasses import dataclass, field

from netcalc.homework.intake.submission import Submission
from netcalc.homework.marking.marked import Marked


@dataclass(frozen=True, slots=True)
class Standing:
    """One student's row: the score of each question, or none where nothing could be read."""

    student: str
    scores: tuple[float, ...]
    mistakes: tuple[str, ...]

    @property
    def score(self) -> float:
        """The sum."""
        return float(sum(self.scores))


@dataclass(slots=True)
class Classroom:
    """What is gathered as submissions are marked."""

    questions: tuple[str, ...]
    points: float
    standings: list[Standing] = field(default_factory=list)
    mistakes: Counter[str] = field(default_factory=Counter)
    unreadable: int = 0

    def add(self, marked: Marked) -> None:
        """Add one that was marked."""
        codes = tuple(question.mistake or "" for question in marked.questions)
        self.standings.append(Standing(marked.student, tuple(each.score for each in marked.questions), codes))
        self.mistakes.update(dict.fromkeys(code for each in codes if each for code in each.split("+")).keys())

    def refuse(self, submission: Submission) -> None:
        """Add one that could not be read."""
        self.unreadable += 1
        self.standings.append(Standing(submission.student, (), ()))
