"""Practice: topics, or the network on the page; a question put, an answer marked, the working with its picture."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import Annotated, Any, Final

from pydantic import Field, StringConstraints

from netcalc.course.quiz import of_network
from netcalc.course.quiz.place import Answered, Place
from netcalc.course.quiz.posed import Posed
from netcalc.course.quiz.practice import OfSheet, OfTopics, Practice
from netcalc.course.quiz.topics import TOPICS
from netcalc.homework.sheet.sheet import read
from netcalc.page.questions.asked import OfSpec, Word
from netcalc.problems import UNKNOWN_REFERENCE, Problem, Unreadable
from netcalc.render.pages.course.quiz import illustrated
from netcalc.render.write import write

OWN: Final = "network"
ALL: Final = "all"
MOST: Final = 2_000

Number = Annotated[int, Field(ge=0, le=10**6)]
Level = Annotated[int, Field(ge=1, le=100)]
Standing = tuple[Word, Level, Number, Number, bool]


class OfPractice(OfSpec):
    """What is practised: a topic, `all` of them in turn, or the `network` of the page; drawn from a seed."""

    topic: Word
    seed: Word

    @property
    def practice(self) -> Practice | None:
        """What asks; None where there is nothing to ask of the network, Unreadable for what is no topic."""
        if self.topic == OWN:
            found = of_network.sheet(self.network, self.report, self.seed)
            return OfSheet(read(found)) if found else None
        if self.topic not in (ALL, *TOPICS):
            message = f"there is no topic {self.topic}"
            raise _nothing(message)
        return OfTopics(tuple(TOPICS) if self.topic == ALL else (self.topic,), self.seed, {})


class Asked(OfPractice):
    """The next question, after those that were answered."""

    history: Annotated[list[tuple[Standing, bool]], Field(max_length=MOST)]

    def answers(self) -> Iterator[object]:
        """Give the question with where it stands; nothing is asked where there is nothing, or all is right."""
        practice = self.practice
        answered = [Answered(Place(*place), right) for place, right in self.history]
        place = practice.following(answered) if practice else None
        if practice is None or place is None:
            yield {"place": None, "text": "", "choices": {}, "hint": ""}
            return
        posed = practice.posed(place)
        yield {"place": [*place], "text": posed.text, "choices": dict(posed.choices), "hint": posed.hint}


class OfPlace(OfPractice):
    """What is asked of a question that was put."""

    place: Standing

    @property
    def posed(self) -> Posed:
        """The question once more; Unreadable where there is none."""
        practice = self.practice
        try:
            return practice.posed(Place(*self.place)) if practice else _nowhere()
        except (KeyError, IndexError):
            return _nowhere()

    @abstractmethod
    def answers(self) -> Iterator[object]:
        """Give what there is to say of it."""


class Answer(OfPlace):
    """An answer to one of the questions, as somebody wrote it."""

    given: Annotated[str, StringConstraints(max_length=2_000)]

    def answers(self) -> Iterator[object]:
        """Give what `netcalc grade` says of it."""
        yield self.posed.marked(self.given)


class Worked(OfPlace):
    """How the answer is worked out."""

    def answers(self) -> Iterator[Any]:
        """Give the steps and the picture as a piece of HTML."""
        yield {"html": write(illustrated(self.posed), "html")}


def _nowhere() -> Posed:
    message = "no question stands there"
    raise _nothing(message)


def _nothing(message: str) -> Unreadable:
    return Unreadable([Problem(code=UNKNOWN_REFERENCE, message=message)])
