"""An explanation as data: a step a number, each with the formula it came from."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from netcalc.explanation.formula import Exact, Formula, Number
from netcalc.explanation.writing import NUMBERS, TEXT, Hand, write
from netcalc.volume import Volume

Value: TypeAlias = Exact | Volume | str | None


@dataclass(frozen=True)
class Step:
    """One number: the word it has in the report, its symbol, its value, what made it, and what there is to say.

    Nothing made it where there is nothing to work out. `same` is the word of what it is equal to, as a whole.
    """

    number: str
    symbol: str
    value: Value
    made: Formula | None = None
    note: str = ""
    same: str = ""

    @cached_property
    def formula(self) -> str:
        """The formula in letters; empty where there is none."""
        return self.written(TEXT)

    @cached_property
    def numbers(self) -> str:
        """The formula with its numbers put in; empty where that is the value."""
        made = "" if self.made is None else write(self.made, NUMBERS)
        return "" if made == str(self.value) else made

    def written(self, hand: Hand) -> str:
        """Write the formula in this hand; a formula that is only a number says nothing."""
        if self.made is None or isinstance(self.made, Number):
            return self.same
        return write(self.made, hand)

    def __str__(self) -> str:
        """Write the step as a line of arithmetic."""
        parts = (self.symbol, self.formula, self.numbers, str(self.value))
        note = f" ({self.note})" if self.note else ""
        return " = ".join(part for part in parts if part) + note


def step(number: str, symbol: str, made: Formula, note: str = "") -> Step:
    """Make a step of a formula."""
    return Step(number, symbol, made.value, made, note)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every number of one layer (or of the totals), step by step.

    >>> print(Explanation("fc1", "fc", "", "3 from input", (Step("output", "output", Volume((4,))),)))
    fc1 (fc, reads 3 from input)
      output = 4
    """

    name: str
    kind: str
    about: str
    input: str
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        """Write it, a line a number."""
        return "\n  ".join([f"{self.name} ({self.kind}, reads {self.input})", *map(str, self.steps)])
