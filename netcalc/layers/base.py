"""The contract of a layer kind: what leaves it, which arrays it learns, which window it slides."""

from dataclasses import dataclass
from math import prod
from typing import ClassVar, Final, Literal, TypeAlias

from pydantic import Field

from netcalc import problems
from netcalc.arithmetic import Arithmetic, N, NumberRules, Slide, SlideOf
from netcalc.layers.fields import Name, References
from netcalc.layers.given import optional
from netcalc.layers.labels import LETTERS, Put, bare, lettered
from netcalc.layers.written import Form
from netcalc.volume import Volume

Role: TypeAlias = Literal["weight", "bias", "scale", "shift", "slope", "statistic"]
Factor: TypeAlias = tuple[str, int]
KEPT: Final[dict[Role, str]] = {
    "weight": "weights", "scale": "weights", "slope": "weights", "bias": "biases", "shift": "biases",
    "statistic": "buffers",
}  # fmt: skip
MOST_EXTENT = 10**18


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
    `reads` is the product of inputs that one use of a value reads, if more than one.
    """

    name: str
    role: Role
    axes: tuple[Axis, ...]
    uses: tuple[Factor, ...] | None = ()
    reads: tuple[Factor, ...] = ()

    @property
    def kept(self) -> str:
        """The count that its values belong to: weights, biases or buffers."""
        return KEPT[self.role]

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

    @property
    def connections(self) -> int | None:
        """How many inputs all its uses read."""
        every = self.unshared
        return None if every is None else every * prod(number for _, number in self.reads)


Window: TypeAlias = tuple[Slide, ...]
WindowOf: TypeAlias = tuple[SlideOf[N], ...]


class Misfit(Exception):
    """A layer cannot be worked out on what it reads: the code, the field at fault, a sentence, a hint."""

    def __init__(self, code: str, field: str, message: str, hint: str = "") -> None:
        """Carry what a Problem will say; the calculator adds which layer."""
        super().__init__(message)
        self.code, self.field, self.message, self.hint = code, field, message, hint


def total(axes: tuple[Axis, ...]) -> int:
    """Add axes up."""
    return sum(each.size for each in axes)


def bounded(made: Volume) -> Volume:
    """Refuse a volume too large to go on with; Misfit then."""
    if max(made) > MOST_EXTENT:
        raise Misfit(problems.LIMIT_EXCEEDED, "from", "the volume is longer along an axis than netcalc follows (10^18)")
    return made


def _goes_in(window: Window, given: Volume, rules: Arithmetic) -> None:
    """Raise Misfit where the window does not go into the padded input even once."""
    for W1, slide, letter in zip(given.spatial, window, LETTERS, strict=False):
        padded, reach = rules.padded(W1, slide), rules.reach(slide)
        beyond = slide.stride if slide.rounding == "ceil" else 1
        if reach - padded >= beyond:
            message = f"a window of {reach} is larger than the {padded} pixels of {letter} (padding included)"
            hint = f"a size of at most {padded}, or padding of {reach - padded} more in all"
            raise Misfit(problems.WINDOW_TOO_LARGE, "size", message, hint)


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


class Layer(Form):
    """One layer as the spec writes it. A kind is a subclass; the catalogue in `netcalc.layers` lists netcalc's own.

    A user's kind says which volume leaves it (`depth`, or `output`) and which arrays it stores (`parameters`):

    >>> from netcalc import Axis, Layer, Network, Parameter, calculate
    >>> class Gates(Layer):
    ...     kind = "gates"
    ...     units: int
    ...
    ...     def depth(self, *given):
    ...         return (Axis((("units", self.units),)),)
    ...
    ...     def parameters(self, *given, made, rules):
    ...         shape = (Axis((("gates", 4), ("units", self.units))), Axis((("D", given[0].depth),)))
    ...         return (Parameter("weight", "weight", shape, uses=(("T", given[0].spatial[0]),)),)
    >>> calculate(Network(input="20x8", layers=[Gates(units=5)]))["gates1"].macs
    3200
    """

    in_place: ClassVar[bool] = False
    reads_all: ClassVar[bool] = False
    joins: ClassVar[bool] = False

    name: Name | None = Field(default=None, description="The layer's name; left out, its kind and number (conv1).")
    from_: References = optional(
        None, "The layer it reads, or a list of them; left out, the one before.", called="from"
    )

    def output(self, *given: Volume, window: Window | None, rules: Arithmetic) -> Volume:
        """Say what volume leaves the layer; Misfit only where there is none. Here: what its window makes, if any."""
        if window is not None and not window[0].transposed:
            _goes_in(window, given[0], rules)
        extents = self.extents(*given, window=window, rules=rules, put=bare)
        return bounded(Volume((*extents, total(self.depth(*given)))))

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Say how far what leaves extends along each axis, its numbers labelled by `put`.

        Here: as far as its window slides over what came, or as far as that. `explain` asks with letters.
        """
        came = [put(*each) for each in positions(given[0], "1") or ()]
        return tuple(came if window is None else map(rules.extent, came, window))

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Say how deep the volume is that leaves, as a sum of labelled numbers. Here: as deep as the one that came."""
        return (axis("D1", given[0].depth),)

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...] | None:
        """Say which arrays the layer stores; None where that hangs on `made`, and no volume leaves it (None)."""
        return ()

    def window(self, *given: Volume, rules: Arithmetic) -> Window | None:
        """Say which window it slides, a `Slide` an axis; None where it slides none."""
        return None

    def labelled(self, *given: Volume, window: Window, put: Put[N]) -> WindowOf[N]:
        """Label the numbers of its window. Here: with the course's letters."""
        return lettered(window, put)
