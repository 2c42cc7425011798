"""The arrays that a layer learns: labelled axes, whose product is the count, its sentence and its shape."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from math import prod
from operator import add, mul
from typing import Final, Literal, NamedTuple, TypeAlias

from netcalc.arithmetic import N, NumberRules
from netcalc.layers.labels import LETTERS, Put
from netcalc.volume import Volume

Role: TypeAlias = Literal["weight", "bias", "scale", "shift", "slope", "table", "learned", "stated", "statistic"]
Factor: TypeAlias = tuple[str, int]
Products: TypeAlias = tuple[tuple[Factor, ...], ...]
KEPT: Final[dict[Role, str]] = {
    "weight": "weights", "scale": "weights", "slope": "weights", "table": "weights", "learned": "weights",
    "stated": "weights",
    "bias": "biases", "shift": "biases", "statistic": "buffers",
}  # fmt: skip


def product(factors: Iterable[Factor]) -> int:
    """Multiply labelled numbers."""
    made = 1
    for _, number in factors:
        made *= number
    return made


def multiplied(products: Products) -> int:
    """Count the multiplications of products of labelled numbers.

    >>> multiplied(((("T", 16), ("T", 16), ("D", 32)), (("T", 16), ("D", 32))))
    8704
    """
    return sum(map(product, products))


class Axis(NamedTuple):
    """One axis of an array: a product of labelled numbers, over the groups where there are some.

    `divisor` is the letter of the groups; one that is its number stays a number (D1/2).
    """

    factors: tuple[Factor, ...]
    groups: int = 1
    divisor: str = "g"

    @property
    def size(self) -> int:
        """How long the axis is."""
        return product(self.factors) // self.groups


class Borrowed(NamedTuple):
    """Whose array is used: the layer's name, the array's, and whether its axes are exchanged."""

    layer: str
    array: str
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """An array that a layer stores: its name and role, its labelled axes, and how often each value is used.

    `uses` is the product of output positions that share the array; None where no volume exists.
    `reads` is the product of inputs that one use of a value reads, if more than one. `inputs` is how many values a row
    weighs, where a neuron takes several products. `parts` are rows one below the other, used unlike each other.
    `borrowed` says whose array it is where it is another layer's, which stores it.
    """

    name: str
    role: Role
    axes: tuple[Axis, ...]
    uses: tuple[Factor, ...] | None = ()
    reads: tuple[Factor, ...] = ()
    inputs: int | None = None
    parts: tuple["Parameter", ...] = ()
    borrowed: Borrowed | None = None

    @property
    def pieces(self) -> "tuple[Parameter, ...]":
        """Its parts, or itself."""
        return self.parts or (self,)

    @property
    def kept(self) -> str:
        """The count that its values belong to: weights, biases or buffers."""
        return KEPT[self.role]

    @property
    def shape(self) -> tuple[int, ...]:
        """The array's shape, in PyTorch's order."""
        return tuple(axis.size for axis in self.axes)

    @property
    def size(self) -> int:
        """How many values it has."""
        return prod([axis.size for axis in self.axes])

    @property
    def count(self) -> int:
        """How many values are stored here: the count with sharing; none of an array that is another layer's."""
        return 0 if self.borrowed else self.size

    @property
    def unshared(self) -> int | None:
        """How many there would be if every use had a value of its own."""
        if self.uses is None:
            return None
        return sum([each.size * product(each.uses or ()) for each in self.pieces])

    @property
    def connections(self) -> int | None:
        """How many inputs all its uses read."""
        every = self.unshared
        return None if every is None else every * product(self.reads)


def added(numbers: Iterable[N]) -> N:
    """Add up numbers of any kind, one at least."""
    return reduce(add, numbers)


def sized(axis: Axis, rules: NumberRules[N], put: Put[N]) -> N:
    """Give the size of an axis in any kind of number."""
    made = reduce(mul, (put(label, number) for label, number in axis.factors))
    return made if axis.groups == 1 else rules.down(made, put(axis.divisor, axis.groups))


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


def written_extents(field: str, volume: Volume) -> tuple[Factor, ...]:
    """Label the spatial extents of a volume that a field says: to_w, to_h."""
    return tuple((f"{field}_{letter.lower()}", W) for letter, W in zip(LETTERS, volume.spatial, strict=False))
