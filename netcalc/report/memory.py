"""Memory as a result: the course's bill, and the highest moments of a training step and of a forward pass alone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Generic, Literal, NamedTuple, TypeAlias

from netcalc.report.counts import Known, Number_co

Pass: TypeAlias = Literal["forward", "backward", "update"]
PASSING: Final = "passing activations"
SAVED: Final = "saved activations"
INDICES: Final = "indices"
LEARNED: Final = "gradients"
FLOWING: Final = "activation gradients"
SCORED: Final = "the loss"


class MemoryLine(NamedTuple):
    """One line of a bill: what is held, how many values, how often, bytes of each, bytes of all."""

    name: str
    values: int | None
    multiplier: int
    size: int
    bytes: int | None


def line(name: str, values: Known, multiplier: int, size: int) -> MemoryLine:
    """Make a line: values x multiplier x bytes each."""
    return MemoryLine(name, values, multiplier, size, None if values is None else values * multiplier * size)


class Array(NamedTuple):
    """An array that is alive: what it is (an output by its layer's name, `pool1 indices`), its line, its values."""

    name: str
    line: str
    values: int


class Moment(NamedTuple):
    """A moment: its pass, its layer (None: the update), what is held always, what is then, the arrays of that."""

    at: Pass
    layer: str | None
    always: tuple[MemoryLine, ...]
    then: tuple[MemoryLine, ...]
    alive: tuple[Array, ...]

    @property
    def lines(self) -> tuple[MemoryLine, ...]:
        """All that is held, line by line."""
        return (*self.always, *self.then)

    @property
    def where(self) -> str:
        """Where it is, in words."""
        return "the update" if self.layer is None else f"{self.at} through {self.layer}"

    @property
    def bytes(self) -> int:
        """All that is held."""
        return sum(each.bytes or 0 for each in self.lines)


class Moments(NamedTuple):
    """The highest moments of a training step, and of a forward pass alone; None where nobody can say."""

    training: Moment | None
    inference: Moment | None


def nothing_worked() -> Moments:
    """Say that nobody has worked it out."""
    return Moments(None, None)


@dataclass(frozen=True)
class Memory(Generic[Number_co]):
    """Bytes: of the parameters, of the held activations of a batch, of a training step, of a forward pass alone.

    `training` is the course's bill, line by line: nothing of what it counts is freed on the way. `peak` is what PyTorch
    holds at the highest moment of a training step: often less, but more where layers save, or an update makes, what
    the bill leaves out. `inference` is what it holds at that of a pass without gradients.
    """

    params: Number_co
    activations: Number_co
    training: Number_co
    lines: tuple[MemoryLine, ...]
    batch: int
    dtype: str
    optimizer: str
    worked: Callable[[], Moments] = field(default=nothing_worked, repr=False, compare=False)

    @cached_property
    def moments(self) -> Moments:
        """The highest moments, worked out when they are wanted."""
        return self.worked()

    @property
    def peak(self) -> int | None:
        """The bytes that a training step holds at its highest; None where the network does not fit, or for int8."""
        return None if self.moments.training is None else self.moments.training.bytes

    @property
    def inference(self) -> int | None:
        """The bytes that a forward pass without gradients holds at its highest."""
        return None if self.moments.inference is None else self.moments.inference.bytes


MEMORY: Final = ("params", "activations", "training", "peak", "inference")
