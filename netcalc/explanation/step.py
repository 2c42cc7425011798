"""An explanation as data: a step a number, each with the formula it came from."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from netcalc.explanation.formulas.formula import Exact, Formula, Number
from netcalc.explanation.formulas.writing import LATEX, LATEX_NUMBERS, NUMBERS, TEXT, Hand, latex_symbol, write
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
        """The formula in letters; empty where there is none, or only a number."""
        return self.same or self._written(TEXT)

    @cached_property
    def numbers(self) -> str:
        """The formula with its numbers put in; empty where that is the value."""
        made = "" if self.made is None else write(self.made, NUMBERS)
        return "" if made == str(self.value) else made

    @cached_property
    def text(self) -> str:
        """The line of arithmetic: symbol = formula = the formula with its numbers = value."""
        return _line(self.symbol, self.formula, self.numbers, shown(self.value))

    @property
    def latex(self) -> str:
        """The same line in LaTeX's mathematics."""
        numbers = write(self.made, LATEX_NUMBERS) if self.made is not None and self.numbers else ""
        formula = latex_symbol(self.same) if self.same else self._written(LATEX)
        return _line(latex_symbol(self.symbol), formula, numbers, latex_value(self.value))

    def _written(self, hand: Hand) -> str:
        return "" if self.made is None or isinstance(self.made, Number) else write(self.made, hand)

    def __str__(self) -> str:
        """Write the line, and what there is to say."""
        return self.text + (f" ({self.note})" if self.note else "")


def _line(*parts: str) -> str:
    return " = ".join(part for part in parts if part)


def shown(value: Value) -> str:
    """Write a value as it is read: digits in groups of three, - where nobody knows.

    >>> shown(61706), shown(Volume((28, 28, 6))), shown(None)
    ('61,706', '28x28x6', '-')
    """
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else str(value)


def latex_value(value: Value) -> str:
    r"""Write a value in LaTeX's mathematics.

    >>> print(latex_value(61706), latex_value(Volume((28, 28, 6))), latex_value("all"))
    61{,}706 28 \times 28 \times 6 \mathrm{all}
    """
    if isinstance(value, Volume):
        return r" \times ".join(map(str, value))
    return rf"\mathrm{{{value}}}" if isinstance(value, str) else shown(value).replace(",", "{,}")


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
