"""What a mistake is: one rule changed, with a code, a hint, and an example that shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, NamedTuple, TypeAlias, TypeGuard

from netcalc.calculator.changes import Change
from netcalc.report.query import Value
from netcalc.volume import Volume

Told: TypeAlias = Value | Fraction | float


class Example(NamedTuple):
    """A question, and what somebody answers who makes the mistake; all as they would stand in a file.

    >>> print(Example("totals.macs", "1480", "network: {input: 3, layers: [fc: 4]}", "batch: 2").sheet)
    batch: 2
    questions: [{id: example, ask: totals.macs, network: {input: 3, layers: [fc: 4]}}]
    """

    ask: str
    answer: str
    about: str
    means: str = ""

    @property
    def sheet(self) -> str:
        """The sheet with this one question."""
        question = f"questions: [{{id: example, ask: {self.ask}, {self.about}}}]"
        return f"{self.means}\n{question}" if self.means else question


@dataclass(frozen=True, slots=True)
class Asked:
    """What a mistake in the writing of an answer hangs on: the word of the query, the batch, the unit that is meant."""

    word: str
    batch: int = 1
    scale: int = 1

    @property
    def last(self) -> str:
        """The last part of the word: `params` of `unshared.params`."""
        return self.word.rpartition(".")[2]


class Known:
    """What is said of a mistake; the first line of its docstring is the hint: what is the case instead."""

    __slots__ = ()
    code: ClassVar[str]
    example: ClassVar[Example]
    right_where: ClassVar[str] = ""

    @property
    def hint(self) -> str:
        """One sentence that says what is the case instead."""
        return (type(self).__doc__ or "").partition("\n")[0]


class Mistake(Known, Change):
    """The rules of the course with one of them broken, in a method or two.

    `right_where` names the convention under which it would be no mistake, if there is one.
    """

    __slots__ = ()

    def tells(self, value: Told, asked: Asked) -> Iterable[Told]:
        """Give what is written down where this value was found."""
        return (value,)


def is_number(value: Told) -> TypeGuard[int | Fraction]:
    """Say whether a value is a number, and no truth value."""
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def is_extents(value: Told) -> TypeGuard[tuple[int | Fraction, ...]]:
    """Say whether a value is a volume, or a number an axis."""
    return isinstance(value, tuple) and all(isinstance(part, int | Fraction) for part in value)


def turned(value: tuple[int | Fraction, ...], order: Iterable[int]) -> Told:
    """Put extents in another order."""
    made = tuple(value[place] for place in order)
    return Volume(map(int, made)) if isinstance(value, Volume) else made
