"""Practice: of topics, without end, or of a sheet's questions, each until it is right."""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from netcalc.course.handout.described import about
from netcalc.course.quiz.draws import Draws
from netcalc.course.quiz.following import following, returning
from netcalc.course.quiz.place import Answered, Place
from netcalc.course.quiz.posed import Posed
from netcalc.course.quiz.question import ID
from netcalc.course.quiz.topics import TOPICS
from netcalc.homework.key.key import Key
from netcalc.homework.sheet.sheet import Sheet, read

LONGEST: Final = 100  # of a title, in the score


class Practice(Protocol):
    """What asks one question after the other: which comes next hangs on what was answered before."""

    endless: bool

    def following(self, history: Sequence[Answered]) -> Place | None:
        """Say where the next question stands; None where there is none."""

    def posed(self, place: Place) -> Posed:
        """Put the question that stands there."""


class OfTopics:
    """Questions of topics in turn, drawn from a seed; each topic begins on a level of its own."""

    endless = True

    def __init__(self, topics: Sequence[str], seed: str, begin: Mapping[str, int]) -> None:
        """Practise these."""
        self.kinds = {topic: [len(kinds) for kinds in TOPICS[topic].levels] for topic in topics}
        self.seed, self.begin = seed, begin

    def following(self, history: Sequence[Answered]) -> Place:
        """Say where the next question stands."""
        return following(self.kinds, history, self.begin)

    def posed(self, place: Place) -> Posed:
        """Draw the question."""
        kind = TOPICS[place.topic].levels[place.level - 1][place.kind]
        question = kind(Draws(f"{self.seed} {place.topic} {place.level} {place.kind} {place.number}"))
        return Posed(place, Key(read(question.whole)), ID, (), question.hint)


class OfSheet:
    """The questions of a sheet in its order, those that a person marks left out; what goes wrong comes back."""

    endless = False

    def __init__(self, sheet: Sheet) -> None:
        """Practise these."""
        self.key = Key(sheet)
        self.name = sheet.title[:LONGEST] or "a sheet"
        self.items = [item for item in sheet.items if not item.question.manual]

    def following(self, history: Sequence[Answered]) -> Place | None:
        """Say where the next question stands; at the end what is still wrong comes again."""
        asked = len({each.place.kind for each in history})
        if asked < len(self.items):
            return returning(history) or Place(self.name, 1, asked, len(history))
        return returning(history, 0)

    def posed(self, place: Place) -> Posed:
        """Put the question."""
        item = self.items[place.kind]
        return Posed(place, self.key, item.id, about(item))
