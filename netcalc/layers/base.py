"""The contract of a layer kind: what leaves it, which arrays it learns, which window it slides."""

from dataclasses import dataclass
from math import prod
from typing import ClassVar, Literal, TypeAlias

from pydantic import Field

from netcalc import problems
from netcalc.arithmetic import Arithmetic, Slide
from netcalc.layers.fields import Name, References
from netcalc.layers.written import Written
from netcalc.problems import Problem
from netcalc.volume import Volume

Role: TypeAlias = Literal["weight", "bias", "scale", "shift", "slope", "statistic"]
Factor: TypeAlias = tuple[str, int]
LETTERS = "WHT"


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of an array: a product of labelled numbers, over the groups where there are some."""

    factors: tuple[Factor, ...]
    groups: int = 1

    @property
    def size(self) -> int:
        """How long the axis is."""
        return prod(number for _, number in self.factors) // self.groups


@dataclass(frozen=True, slots=True)
class Parameter:
    """An array that a layer stores: its name and role, its labelled axes, and how often each value is used.

    `uses` is the product of output positions that share the array; None where no volume exists.
    """

    name: str
    role: Role
    axes: tuple[Axis, ...]
    uses: tuple[Factor, ...] | None = ()

    @property
    def shape(self) -> tuple[int, ...]:
        """The array's shape, in PyTorch's order."""
        return tuple(axis.size for axis in self.axes)

    @property
    def count(self) -> int:
        """How many values are stored: the count with sharing."""
        return prod(axis.size for axis in self.axes)

    @property
    def unshared(self) -> int | None:
        """How many there would be if every use had a value of its own."""
        return None if self.uses is None else self.count * prod(number for _, number in self.uses)


Window: TypeAlias = tuple[Slide, ...]


class Misfit(Exception):
    """A layer cannot be worked out on what it reads: the code, the field at fault, a sentence, a hint."""

    def __init__(self, code: str, field: str, message: str, hint: str = "") -> None:
        """Carry what a Problem will say; the calculator adds which layer."""
        super().__init__(message)
        self.code, self.field, self.message, self.hint = code, field, message, hint


def total(axes: tuple[Axis, ...]) -> int:
    """Add axes up."""
    return sum(each.size for each in axes)


def axis(label: str, number: int, groups: int = 1) -> Axis:
    """Make an axis of a single labelled number."""
    return Axis(((label, number),), groups)


def read_values(given: Volume) -> Axis:
    """Label the axis of all values read: W1·H1·D1."""
    return Axis((*(positions(given, "1") or ()), ("D1", given.depth)))


def positions(volume: Volume | None, mark: str) -> tuple[Factor, ...] | None:
    """Label the spatial extents of a volume: W1, H1 before a layer (mark 1), W2, H2 after it (mark 2)."""
    if volume is None:
        return None
    return tuple((letter + mark, extent) for letter, extent in zip(LETTERS, volume.spatial, strict=False))


def _said(problem: Problem, hints: set[str]) -> bool:
    """Say whether a missing field is one that an unknown word already leads to."""
    return problem.code == problems.MISSING_FIELD and f"write `{problem.path[-1]}`" in hints


class Layer(Written):
    """One layer as the spec writes it. A kind is a subclass; the catalogue in `netcalc.layers` lists them all."""

    kind: ClassVar[str]
    main: ClassVar[str | None] = None
    example: ClassVar[str]
    in_place: ClassVar[bool] = False
    reads_all: ClassVar[bool] = False
    joins: ClassVar[bool] = False

    name: Name | None = Field(default=None, description="The layer's name; left out, its kind and number (conv1).")
    from_: References | None = Field(
        default=None, alias="from", description="The layer it reads, or a list of them; left out, the one before."
    )

    @classmethod
    def title(cls) -> str:
        """Name the kind."""
        return cls.kind

    @classmethod
    def usage(cls) -> str:
        """Show the kind as it is written."""
        return f"for example `{cls.example}`"

    def output(self, *given: Volume, rules: Arithmetic) -> Volume:
        """Say what volume leaves the layer; Misfit only where there is none. Here: the extents that came."""
        return Volume((*given[0].spatial, total(self.depth(*given))))

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Say how deep the volume is that leaves, as a sum of labelled numbers. Here: as deep as the one that came."""
        return (axis("D1", given[0].depth),)

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...] | None:
        """Say which arrays the layer stores; None where that hangs on `made`, and no volume leaves it (None)."""
        return ()

    def window(self, *given: Volume, rules: Arithmetic) -> Window | None:
        """Say which window it slides, a `Slide` an axis; None where it slides none."""
        return None
