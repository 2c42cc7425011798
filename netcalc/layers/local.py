"""Locally connected: windows as in a convolution, but every position has filters of its own."""

from typing import ClassVar

from pydantic import Field

from netcalc.arithmetic import Arithmetic
from netcalc.layers.array import Axis, Parameter, axis, positions
from netcalc.layers.parts.filtering import Filtering
from netcalc.layers.parts.sliding import filter_axes, per_axis
from netcalc.layers.written.fields import Count, Truth
from netcalc.layers.written.given import optional
from netcalc.volume import Volume


class Local(Filtering):
    """Locally connected: as conv, but no parameters are shared; each output position has its own filters."""

    kind = "local"
    example: ClassVar[str] = "local: {filters: 16, size: 3}"
    saves = ("input",)

    filters: Count = Field(description="How many neurons look at each position, K: the depth of the output.")
    bias: Truth = optional(default=True, description="Whether each neuron has a bias.")

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give a slice for each neuron that looks at a position."""
        return (axis("K", self.filters),)

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...] | None:
        """Give the weights (K, H2, W2, D, F_h, F_w) and biases (K, H2, W2); unknown where no volume leaves."""
        places = positions(made, "2")
        if places is None:
            return None
        neurons = (axis("K", self.filters), *(axis(*place) for place in reversed(places)))
        sizes = filter_axes(per_axis(self.size, given[0], "size"))
        weight = Parameter("weight", "weight", (*neurons, axis("D", given[0].depth), *sizes))
        return (weight, Parameter("bias", "bias", neurons)) if self.bias else (weight,)
