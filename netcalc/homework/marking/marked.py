"""What came of a submission, frozen: what `--format json` says."""

from dataclasses import dataclass

from netcalc.problems import Problem


@dataclass(frozen=True, slots=True)
class MarkedQuestion:
    """What came of one answer; `read_as` is what was read in it, None where nothing was.

    The score is None where a person marks it, and has not yet.
    """

    id: str
    points: float
    score: float | None
    readable: bool
    correct: bool
    given: str | None
    read_as: str | None
    mistake: str | None
    also: tuple[str, ...]
    feedback: str


@dataclass(frozen=True, slots=True)
class Marked:
    """What came of one submission; `unread` counts the answers that were given and could not be read."""

    student: str
    title: str
    score: float
    points: float
    unread: int
    questions: tuple[MarkedQuestion, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def correct(self) -> bool:
        """Whether every answer is right."""
        return all(question.correct or question.score is None for question in self.questions)

    def __getitem__(self, name: str) -> MarkedQuestion:
        """Find a question by its id; KeyError where there is none."""
        for question in self.questions:
            if question.id == name:
                return question
        raise KeyError(name)
