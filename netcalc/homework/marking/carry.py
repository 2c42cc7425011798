"""Errors carried forward: what would be right, had an earlier answer of the student's own been right."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from netcalc.homework.answers.given import Extents, Given, Number
from netcalc.homework.key.key import Key
from netcalc.homework.key.of_arithmetic import ArithmeticSolution
from netcalc.homework.key.of_network import NetworkSolution
from netcalc.homework.key.solution import Solution
from netcalc.homework.key.worked import CANNOT, Broken
from netcalc.homework.mistakes.base import Told
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

    def note(self, solution: Solution, given: Given) -> None:
        """Keep a wrong answer for the questions after it."""
        self.wrong[solution.item.id] = given

    def values(self, solution: Solution) -> tuple[Told, ...]:
        """Give what is right on the student's own earlier answers, rounded down too where those do not fit."""
        earlier = self._earlier(solution)
        if not earlier:
            return ()
        if isinstance(solution, ArithmeticSolution):
            own = {name: given.value for name, given in earlier.items() if isinstance(given, Number)}
            return (solution.with_own(own),) if own and solution.depends else ()
        if not isinstance(solution, NetworkSolution):
            return ()
        found = self._asked(solution, earlier)
        return (found, self._asked(solution, earlier, (SilentFloor(),))) if found == CANNOT else (found,)

    def _earlier(self, solution: Solution) -> dict[str, Given]:
        """Give the wrong answers that may be carried into this one."""
        depends = solution.item.question.depends
        return {name: given for name, given in self.wrong.items() if depends is None or name in depends}

    def _asked(self, solution: NetworkSolution, earlier: dict[str, Given], broken: Broken = ()) -> Told:
        """Give what is right on these earlier answers; None where nothing hangs on them."""
        known = [(self.key.solutions[name], given) for name, given in earlier.items()]
        mine = [
            (other, given)
            for other, given in known
            if isinstance(other, NetworkSolution) and other.network is solution.network
        ]
        told = {name: volume for other, given in mine for name, volume in _told(other, given, solution)}
        found = solution.network.value(solution.query, broken, told)
        off = [_difference(solution, other, given, told) for other, given in mine]
        if not told and not any(off):
            return None
        return found + sum(off) if isinstance(found, int | Fraction) else found


def _told(other: NetworkSolution, given: Given, solution: NetworkSolution) -> Iterator[tuple[str, Volume]]:
    """Give the volume that was written for a layer, where it could be one."""
    query, right = other.query, other.right
    if query.word != "output" or query.layer is None or not isinstance(given, Extents):
        return
    if (solution.query.layer, solution.query.word) == (query.layer, "output"):
        return
    whole = all(extent.denominator == 1 and 1 <= extent <= MOST for extent in given.value)
    if whole and (right == CANNOT or (isinstance(right, tuple) and len(given.value) == len(right))):
        yield query.layer, Volume(map(int, given.value))


def _difference(solution: NetworkSolution, other: NetworkSolution, given: Given, told: dict[str, Volume]) -> Fraction:
    """Give by how much a number of the student's own, that goes into this one, is off."""
    mine, theirs = solution.query, other.query
    if not isinstance(given, Number) or theirs.layer is None:
        return Fraction(0)
    word = mine.word.removeprefix("totals.")
    summed = mine.layer is None and mine.word.startswith("totals.") and word in COUNTED and theirs.word == word
    part = mine.layer == theirs.layer and theirs.word in MADE_OF.get(word, ())
    if not summed and not part:
        return Fraction(0)
    right = solution.network.value(theirs, (), told)
    return given.value - right if isinstance(right, int) else Fraction(0)
