"""Which draws are kept: windows fit where they are meant to, and mistakes show that this sheet can show."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final, NamedTuple

from netcalc.homework.key.key import Key
from netcalc.homework.key.of_network import NetworkSolution
from netcalc.homework.key.solution import Solution
from netcalc.homework.sheet.filling import Values
from netcalc.homework.sheet.question import Question
from netcalc.homework.sheet.sheet import Sheet
from netcalc.homework.variants.sample import usual
from netcalc.homework.variants.telling import CLASSIC, Fact, untold
from netcalc.problems import SpecError

WIDER: Final = "widen the ranges"
APART: Final = f"{WIDER}, or name under the question's `apart` the mistakes that have to show"
CANNOT: Final = f"{WIDER}; where that is the answer, the question says `windows: cannot`, or `either` where it may fit"


class Fault(NamedTuple):
    """Why a draw is not kept: the question, and the mistakes that cannot be told; or what else is wrong; what helps."""

    question: str
    mistakes: tuple[str, ...] = ()
    reason: str = ""
    hint: str = WIDER

    def __str__(self) -> str:
        """Say it.

        >>> print(Fault("volume", ("forgot-bias",)))
        in question `volume` `forgot-bias` gives the right answer
        """
        where = f"in question `{self.question}` " if self.question else ""
        if len(self.mistakes) == 1:
            return f"{where}`{self.mistakes[0]}` gives the right answer"
        same = " and ".join(f"`{each}`" for each in self.mistakes)
        return where + (f"{same} give the same answer" if same else self.reason)


class Wanted:
    """What the draws of one sheet are held to: what a question names under `apart`, else what it can tell."""

    def __init__(self, sheet: Sheet) -> None:
        """Find it out."""
        self.sheet = sheet
        given = {item.id: _named(item.question) for item in sheet.items}
        free = {name: CLASSIC for name, codes in given.items() if codes is None}
        own = ((name, *fact) for name, codes in given.items() for fact in _every(codes or ()))
        self.facts: dict[str, set[Fact]] = {name: set() for name in given}
        for fact in (*own, *usual(sheet.vary, self._fitting, free)):
            self.facts[fact[0]].add(fact)

    def _fitting(self, values: Values) -> Key | None:
        """Give the key to a draw whose windows fit."""
        key = drawn(self.sheet, values)
        return None if isinstance(key, Fault) or any(map(misfit, key.solutions.values())) else key

    def fault(self, key: Key) -> Fault | None:
        """Say why a draw is not kept; None where it is."""
        found = map(misfit, key.solutions.values())
        wrong = next((each for each in found if each is not None), None)
        return wrong or next((each for each in map(self._untold, key.solutions.values()) if each is not None), None)

    def _untold(self, solution: Solution) -> Fault | None:
        """Say which mistakes an answer does not tell, of those that it has to."""
        missing = untold(solution, self.facts[solution.item.id])
        first = min(missing, key=lambda fact: (len(fact), fact), default=None)
        return Fault(solution.item.id, first[1:], hint=APART) if first else None


def _named(question: Question) -> tuple[str, ...] | None:
    """Name the mistakes that a question is held to; None where it is held to what its draws can tell.

    Where windows may fit or not, mistakes show in the ones or in the others: it is held to those it names alone.
    """
    return () if question.apart is None and question.windows == "either" else question.apart


def _every(codes: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Give each mistake alone, and each two of them."""
    codes = sorted(set(codes))
    yield from ((code,) for code in codes)
    yield from combinations(codes, 2)


def drawn(sheet: Sheet, values: Values) -> Key | Fault:
    """Give the key to a sheet with these values, or why there is none."""
    try:
        return Key(sheet.with_values(values))
    except SpecError as error:
        return Fault("", reason=error.problems[0].message)


def misfit(solution: Solution) -> Fault | None:
    """Say what is not as the question means it: windows that fit, or one that does not; a circuit away from kinks."""
    meant, name = solution.item.question.windows, solution.item.id
    if meant == "either":
        return None
    if isinstance(solution, NetworkSolution):
        bad = solution.network.calculation().misfits
        if bad and meant == "fit":
            return Fault(name, reason=f"`{bad[0]}` does not fit", hint=CANNOT)
        if not bad and meant == "cannot":
            return Fault(name, reason="every window fits, and `windows: cannot` asks for one that does not")
    return Fault(name, reason=f"`{solution.kinks[0]}` stands at a kink") if solution.kinks else None
