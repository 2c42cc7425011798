"""The rules of layers, above the rules of numbers: what comes in, what leaves a layer, what it stores, what counts.

A convention, or a mistake, is the same rules with one of them changed.
"""

from collections.abc import Sequence
from typing import NamedTuple

from netcalc.arithmetic import Arithmetic
from netcalc.layers.array import Parameter, Products
from netcalc.layers.base import Layer
from netcalc.volume import Volume


class Rules(Arithmetic):
    """The rules of one calculation: those of the course."""

    __slots__ = ()

    def comes_in(self, given: Volume) -> Volume:
        """Give the volume that comes into the network: the one that was written."""
        return given

    def leaves(self, layer: Layer, given: tuple[Volume, ...], made: Volume) -> Volume:
        """Give the volume that leaves a layer: the one it makes."""
        return made

    def stores(self, layer: Layer, given: tuple[Volume, ...], arrays: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
        """Give the arrays that count as what a layer stores: those it names."""
        return arrays

    def neurons(self, made: Volume | None, *, weighted: bool) -> int | None:
        """Count the neurons of a layer: its output values if its inputs are weighted (CS231n: inputs do not count)."""
        if not weighted:
            return 0
        return None if made is None else made.values

    def multiplies(self, macs: int, worked: "Worked") -> int:
        """Give the multiply-adds that count for a layer: those of products with weights, and of values by values."""
        return macs

    def operates(self, flops: int, worked: "Worked") -> int:
        """Give the operations that count for a layer: those of its multiply-adds."""
        return flops

    def all_neurons(self, counted: Sequence[int], given: Sequence[Volume]) -> int:
        """Add up the neurons of the layers (CS231n: not counting the inputs)."""
        return sum(counted)


class Worked(NamedTuple):
    """A layer worked out: what leaves it, and its arrays; None where they are unknown. `given` is what it reads."""

    layer: Layer
    made: Volume | None
    arrays: tuple[Parameter, ...] | None
    rules: Rules
    products: Products | None = ()
    learns: tuple[bool, ...] = ()
    given: tuple[Volume, ...] = ()
