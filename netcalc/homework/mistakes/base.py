"""What a mistake is: one rule changed, with a code, a hint, and an example that shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import ClassVar, Final, NamedTuple, TypeAlias, TypeGuard

from netcalc.calculator.changes import RULES, Change
from netcalc.report.counts import COUNTED
from netcalc.report.query import Query, Value, value
from netcalc.report.report import LayerReport, Report
from netcalc.volume import Volume

POOLS: Final = ("pool", "global_pool", "adaptive_pool")
Rows: TypeAlias = "tuple[float | Rows, ...]"
Told: TypeAlias = "Value | Fraction | float | Rows"


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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number is asked for: the query, the right report, the value that is right."""

    query: Query
    report: Report
    right: Told

    @property
    def layer(self) -> LayerReport | None:
        """The layer that is asked, or whose output is the network's; None where the network is asked."""
        if self.query.layer is None and self.query.word == "output":
            return self.report[self.report.outputs[-1].name]
        return self.report[self.query.layer] if self.query.layer is not None else None

    @property
    def given(self) -> Volume | None:
        """The volume that the layer reads first; the network's for a sequence of layers."""
        if self.layer is None:
            return self.report.input
        read = self.layer.working.given
        return read[0] if read else None

    @property
    def output(self) -> Volume | None:
        """The volume that leaves, where it is what is asked for."""
        return self.right if self.query.word == "output" and isinstance(self.right, Volume) else None

    def also(self, word: str) -> Told:
        """Give another number of the same layer, or of the totals."""
        if not self.counted:
            return None
        head = "totals." if self.query.layer is None and self.query.word.startswith("totals.") else ""
        return value(self.report, self.query._replace(word=head + word))

    def of(self, layer: LayerReport) -> int:
        """Give the count that is asked for of another layer; 0 where it has none."""
        found = value(self.report, Query(layer.name, layer.name, self.counted)) if self.counted in COUNTED else 0
        return found if isinstance(found, int) else 0

    @property
    def counted(self) -> str:
        """The count that is asked for, of a layer or of the totals; nothing where it is no count."""
        word = self.query.word.removeprefix("totals.")
        return word if word in COUNTED else ""


class Known:
    """What is said of a mistake; the first line of its docstring is the hint: what is the case instead."""

    __slots__ = ()
    code: ClassVar[str]
    example: ClassVar[Example]
    right_where: ClassVar[str] = ""
    alone: ClassVar[bool] = False  # never one of two
    vague: ClassVar[bool] = False  # named where nothing else fits
    units: ClassVar[frozenset[str]] = frozenset()  # where one of them is written, if any
    about: ClassVar[str] = ""  # the numbers for which it is the plainest
    hints: ClassVar[Mapping[str, str]] = MappingProxyType({})  # by what is asked, or of which kind

    def hint_for(self, *asked: str) -> str:
        """Say what is the case instead, where this kind of layer, or this number, is asked."""
        return next((hint for each, hint in self.hints.items() if each in asked), self.hint)

    @property
    def hint(self) -> str:
        """One sentence that says what is the case instead."""
        return (type(self).__doc__ or "").partition("\n")[0]


class Mistake(Known, Change):
    """The rules of the course with one of them broken, in a method or two.

    `right_where` names the convention under which it would be no mistake, if there is one.
    """

    __slots__ = ()

    @property
    def changes_rules(self) -> bool:
        """Whether it changes what the calculator finds, not only what is written down."""
        return any(map(self.alters, RULES))

    def tells(self, value: Told, asked: Asked) -> Iterable[Told]:
        """Give what is written down where this value was found."""
        return (value,)

    def instead(self, place: Place) -> Iterable[Told]:
        """Give other numbers that are taken for the one that is asked."""
        return ()


class Instead(Mistake):
    """Another number taken for the one that is asked: no rule is broken, and no second mistake goes with it."""

    __slots__ = ()
    alone = True


def is_number(value: Told) -> TypeGuard[int | Fraction]:
    """Say whether a value is a number, and no truth value."""
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def exact(value: object) -> Fraction | None:
    """Give a value as a fraction, exactly; None where it is no number.

    >>> exact(0.5), exact((3, 3)), exact(True)
    (Fraction(1, 2), None, None)
    """
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        return None
    return Fraction(value)


def is_extents(value: Told) -> TypeGuard[tuple[int | Fraction, ...]]:
    """Say whether a value is a volume, or a number an axis."""
    return isinstance(value, tuple) and all(isinstance(part, int | Fraction) for part in value)


def turned(value: tuple[int | Fraction, ...], order: Iterable[int]) -> Told:
    """Put extents in another order."""
    made = tuple(value[place] for place in order)
    return Volume(map(int, made)) if isinstance(value, Volume) else made
