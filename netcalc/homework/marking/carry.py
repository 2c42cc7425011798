"""Errors carried forward: what would be right, had an earlier answer of the student's own been right."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from netcalc.homework.answers.answers import Given
from netcalc.homework.key.answer import Answer
from netcalc.homework.key.key import Key
from netcalc.homework.key.model import CANNOT, Broken
from netcalc.homework.mistakes.rounding import SilentFloor
from netcalc.report.counts import COUNTED
from netcalc.volume import MOST, Volume

MADE_OF: Final = {"params": ("weights", "biases"), "unshared.params": ("unshared.weights", "unshared.biases")}


class Carried:
    """The wrong answers of one submission so far."""

    def __init__(self, key: Key) -> None:
        """Start with none."""
        self.key = key
        self.wrong: dict[str, Given] = {}

    def note(self, answer: Answer, given: Given) -> None:
        """Keep a wrong answer for the questions after it."""
        self.wrong[answer.item.id] = given

    def values(self, answer: Answer) -> tuple[Any, ...]:
        """Give what is right on the student's own earlier answers, rounded down too where those do not fit."""
        if not self.wrong:
            return ()
        found = self.value(answer)
        return (found, self.value(answer, (SilentFloor(),))) if found == CANNOT else (found,)

    def value(self, answer: Answer, broken: Broken = ()) -> Any:
        """Give what is right on the student's own earlier answers; None where nothing hangs on them."""
        depends = answer.item.question.depends
        earlier = {name: given for name, given in self.wrong.items() if depends is None or name in depends}
        if answer.item.question.answer is not None:
            own = {name: given.value for name, given in earlier.items() if given.kind == "number"}
            return self.key.arithmetic(answer, own) if own and depends else None
        return self._asked(answer, earlier, broken) if answer.model and earlier else None

    def _asked(self, answer: Answer, earlier: dict[str, Given], broken: Broken) -> Any:
        assert answer.model
        assert answer.item.query
        known = [(self.key.answers[name], given) for name, given in earlier.items()]
        mine = [(other, given) for other, given in known if other.model is answer.model]
        told = {name: volume for other, given in mine for name, volume in _told(other, given, answer)}
        found = answer.model.value(answer.item.query, broken, told)
        differences = [_difference(answer, other, given, told) for other, given in mine]
        if not told and not any(differences):
            return None
        return found if found == CANNOT or not any(differences) else found + sum(differences)


def _told(other: Answer, given: Given, answer: Answer) -> Iterator[tuple[str, Volume]]:
    """Give the volume that was written for a layer, where it could be one."""
    query, right = other.item.query, other.right
    if not query or query.word != "output" or query.layer is None or given.kind != "volume":
        return
    if answer.item.query and (answer.item.query.layer, answer.item.query.word) == (query.layer, "output"):
        return
    whole = all(extent.denominator == 1 and 1 <= extent <= MOST for extent in given.value)
    if whole and (right == CANNOT or len(given.value) == len(right)):
        yield query.layer, Volume(map(int, given.value))


def _difference(answer: Answer, other: Answer, given: Given, told: dict[str, Volume]) -> Fraction:
    """Give by how much a number of the student's own, that goes into this one, is off."""
    mine, theirs = answer.item.query, other.item.query
    if not mine or not theirs or not answer.model or given.kind != "number" or theirs.layer is None:
        return Fraction(0)
    word = mine.word.removeprefix("totals.")
    summed = mine.layer is None and mine.word.startswith("totals.") and word in COUNTED and theirs.word == word
    part = mine.layer == theirs.layer and theirs.word in MADE_OF.get(word, ())
    if not summed and not part:
        return Fraction(0)
    right = answer.model.value(theirs, (), told)
    return given.value - right if isinstance(right, int) else Fraction(0)
