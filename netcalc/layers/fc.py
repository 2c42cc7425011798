"""Fully connected: every neuron reads every value, or every value at its position."""

from types import MappingProxyType
from typing import ClassVar

from pydantic import Field

from netcalc.arithmetic import Arithmetic, N, NumberRules
from netcalc.layers.array import Axis, Parameter, axis, positions, read_values
from netcalc.layers.base import Layer, Sees, WindowOf
from netcalc.layers.labels import Put
from netcalc.layers.written.fields import Count, Truth
from netcalc.layers.written.given import optional
from netcalc.volume import Volume


class FC(Layer):
    """Fully connected: each neuron has a weight for every value it reads, and a bias; it flattens, unless told not to.

    With `flatten: false` it works at each position on the depth alone, with the same weights everywhere.
    """

    kind = "fc"
    turns = MappingProxyType({"fc": "swapped", "embedding": "kept"})
    main = "units"
    example: ClassVar[str] = "fc: 10"
    saves = ("input",)

    units: Count = Field(description="How many neurons.")
    bias: Truth = optional(default=True, description="Whether each neuron has a bias.")
    flatten: Truth = optional(
        default=True, description="Whether it reads every value; false: the depth at each position, as Linear does."
    )

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Leave no spatial axis, since it reads every value; or all of them."""
        return () if self.flatten else super().extents(*given, window=window, rules=rules, put=put)

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give one value a neuron."""
        return (axis("units", self.units),)

    def keeping(self) -> str:
        """Say that it need not flatten."""
        return "`flatten: false`"

    def sees(self, *given: Volume) -> Sees:
        """Say that it reads every position, unless each stays by itself."""
        return "all" if self.flatten else "own"

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Give the weights (units, values read) and a bias a neuron, shared by all positions there are."""
        neurons, everywhere = axis("units", self.units), () if self.flatten else positions(made, "2")
        read = read_values(given[0]) if self.flatten else axis("D1", given[0].depth)
        weight = Parameter("weight", "weight", (neurons, read), everywhere)
        return (weight, Parameter("bias", "bias", (neurons,), everywhere)) if self.bias else (weight,)


class Maxout(Layer):
    """Maxout: each neuron is the largest of several linear pieces, max(w1·x + b1, w2·x + b2)."""

    kind = "maxout"
    main = "units"
    example: ClassVar[str] = "maxout: {units: 10, pieces: 2}"
    saves = ("input", "indices")

    units: Count = Field(description="How many neurons.")
    pieces: Count = optional(2, "How many linear pieces a neuron chooses from.")
    bias: Truth = optional(default=True, description="Whether each piece has a bias.")

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Leave no spatial axis: it reads every value."""
        return ()

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give one value a neuron."""
        return (axis("units", self.units),)

    def sees(self, *given: Volume) -> Sees:
        """Say that it reads every position."""
        return "all"

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Give the weights (units x pieces, values read), a neuron's pieces side by side, and a bias a piece."""
        pieces = Axis((("units", self.units), ("pieces", self.pieces)))
        weight = Parameter("weight", "weight", (pieces, read_values(given[0])))
        return (weight, Parameter("bias", "bias", (pieces,))) if self.bias else (weight,)
