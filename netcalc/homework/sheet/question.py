"""Questions and sheets as they are written."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import Field, PlainValidator

from netcalc.homework.sheet.tolerance import Tolerance, read_tolerance
from netcalc.layers.written.fields import Count, CountOrNone, Text, Truth
from netcalc.layers.written.given import optional
from netcalc.layers.written.values import one_of, real, wrong
from netcalc.layers.written.written import Written

Level = Literal["none", "verdict", "mistake", "hint", "working"]
Windows = Literal["fit", "cannot", "either"]
WINDOWS: Final[tuple[Windows, ...]] = ("fit", "cannot", "either")
MOST_CHOICES: Final = 26
LEVELS: Final[tuple[Level, ...]] = ("none", "verdict", "mistake", "hint", "working")


def _id(value: object) -> str:
    return str(value).strip() if isinstance(value, int) and not isinstance(value, bool) else str(value or "").strip()


def _ids(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value.strip(),)
    if not isinstance(value, list | tuple) or not all(isinstance(each, str | int) for each in value):
        raise wrong("the ids of questions before it", value)
    return tuple(str(each).strip() for each in value)


def _heads(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not value or not all(isinstance(each, str) for each in value):
        raise wrong("a list of names ([conv1, pool1])", value)
    return tuple(map(str, value))


def _right(value: object) -> tuple[str, ...]:
    each = value if isinstance(value, list | tuple) else (value,)
    if any(isinstance(letter, bool) or not isinstance(letter, str | int) for letter in each):
        raise wrong("one of the choices, or a list of them (a, or [a, c])", value)
    return tuple(map(str, each))


def _apart(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise wrong("a list of mistakes, of which each has to give an answer of its own ([forgot-bias])", value)
    return tuple(map(str, value))


def _credit(value: object) -> dict[str, float]:
    if not isinstance(value, Mapping) or not all(
        isinstance(share, int | float) and not isinstance(share, bool) and 0 <= share <= 1 for share in value.values()
    ):
        raise wrong("mistakes and the share of the points they keep (forgot-bias: 0.5)", value)
    return {str(code): float(share) for code, share in value.items()}


def _values(value: object) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise wrong("names and their values ({x: -2, y: 5})", value)
    return {str(name): each for name, each in value.items()}


def _choices(value: object) -> dict[str, str]:
    plain = isinstance(value, Mapping) and all(isinstance(text, str | int | float) for text in value.values())
    if not plain or not isinstance(value, Mapping) or not 1 < len(value) <= MOST_CHOICES:
        raise wrong("letters and their words ({a: it does not saturate, b: it is bounded})", value)
    return {str(letter).strip(): str(text) for letter, text in value.items()}


class Circuit(Written):
    """A scalar expression, and the values of its inputs."""

    expression: Text
    at: Annotated[dict[str, object], PlainValidator(_values)]

    @classmethod
    def title(cls) -> str:
        """Say what this is called in a sentence."""
        return "a circuit"


class Table(Written):
    """A table to fill in: rows are layers (or `totals`), columns what is asked of each."""

    rows: Annotated[tuple[str, ...], PlainValidator(_heads)]
    columns: Annotated[tuple[str, ...], PlainValidator(_heads)]

    @classmethod
    def title(cls) -> str:
        """Say what this is called in a sentence."""
        return "a table"


class Fits(Written):
    """A field to be chosen so that a condition holds: every value that does is right."""

    of: Text
    when: Text

    @classmethod
    def title(cls) -> str:
        """Say what this is called in a sentence."""
        return "`fits`"


class Question(Written):
    """A question as it is written: what to ask of a network or a circuit, or arithmetic, and how it is marked."""

    id: Annotated[str, PlainValidator(_id)]
    text: Text = ""
    ask: Text | None = None
    answer: Annotated[str, PlainValidator(str)] | None = None
    circuit: Circuit | None = None
    table: Table | None = None
    fits: Fits | None = None
    choices: Annotated[dict[str, str], PlainValidator(_choices)] | None = None
    right: Annotated[tuple[str, ...], PlainValidator(_right)] | None = None
    manual: Truth = optional(default=False, description="Whether a person marks it.")
    network: object = None
    points: Annotated[float, real("a number of at least 0", low=0)] = 1
    tolerance: Annotated[Tolerance, PlainValidator(read_tolerance)] | None = None
    digits: CountOrNone = optional(None, "Significant digits that are asked for.")
    depends: Annotated[tuple[str, ...], PlainValidator(_ids)] | None = None
    key: object = None
    feedback: Annotated[Level, one_of(*LEVELS)] | None = None
    windows: Annotated[Windows, one_of(*WINDOWS)] = "fit"
    apart: Annotated[tuple[str, ...], PlainValidator(_apart)] | None = None

    @classmethod
    def title(cls) -> str:
        """Say what this is called in a sentence."""
        return "a question"

    @classmethod
    def usage(cls) -> str:
        """Show a question."""
        return "for example `{id: volume, ask: conv1.output, points: 1}`"


class WrittenSheet(Written):
    """A sheet as it is written."""

    title_: Text = Field(default="", alias="title")
    network: object = None
    questions: object
    conventions: object = None
    feedback: Annotated[Level, one_of(*LEVELS)] = "hint"
    credit: Annotated[dict[str, float], PlainValidator(_credit)] = Field(default_factory=dict)
    batch: Count = optional(1, "The examples at once, for memory.")
    vary: object = None

    @classmethod
    def title(cls) -> str:
        """Say what this is called in a sentence."""
        return "a sheet"
