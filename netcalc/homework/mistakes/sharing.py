"""Mistakes about sharing: what is counted again at every position."""

from types import MappingProxyType
from typing import ClassVar

from netcalc.calculator.changes import Arrays, At
from netcalc.homework.mistakes.base import Example, Mistake
from netcalc.layers.array import Factor, Parameter, Role, axis, positions

CONV = "network: {input: 32x32x3, layers: [conv: {filters: 8, size: 5}]}"


class MultipliedBySpatialPositions(Mistake):
    """A filter is shared by all positions of the output: its weights count once, not once a position."""

    __slots__ = ()
    code = "multiplied-by-spatial-positions"
    example = Example("conv1.params", "28*28*5*5*3*8 + 8", CONV)
    hints = MappingProxyType(
        {
            **dict.fromkeys(
                ("macs", "flops"), "Each weight is multiplied once at every position of the output: count those."
            ),
            **dict.fromkeys(
                ("fc", "attention", "rnn", "lstm", "gru", "embedding"),
                "The same weights serve every position: they count once, not once a position.",
            ),
            "pool": "The coefficient and the bias of a slice serve every window: they count once.",
        }
    )
    roles: ClassVar[tuple[Role, ...]] = ("weight", "table")

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Count the weights again at every position of the output."""
        return tuple(self._spread(each, at) if each.role in self.roles else each for each in arrays)

    def _spread(self, array: Parameter, at: At) -> Parameter:
        places = (axis(*place) for place in self.places(array, at))
        return Parameter(array.name, array.role, (*array.axes, *places))

    def places(self, array: Parameter, at: At) -> tuple[Factor, ...]:
        """Give the positions."""
        if array.role == "table" and at.layer.kind == "embedding":
            return positions(at.given[0], "1") or ()
        return array.uses or ()


class MultipliedByInputPositions(MultipliedBySpatialPositions):
    """A filter is shared by all positions: its weights count once, not once a pixel of the input."""

    __slots__ = ()
    example = Example("conv1.params", "32*32*5*5*3*8 + 8", CONV)

    def places(self, array: Parameter, at: At) -> tuple[Factor, ...]:
        """Give the positions of the input."""
        return (positions(at.given[0], "1") or ()) if array.uses else ()


class MultipliedAllByPositions(MultipliedBySpatialPositions):
    """A filter and its bias are shared by all positions of the output: they count once, not once a position."""

    __slots__ = ()
    example = Example("conv1.params", "28*28*(5*5*3*8 + 8)", CONV)
    roles = ("weight", "bias")


class MultipliedNormByPositions(MultipliedBySpatialPositions):
    """What is learned of a channel, its scale and its shift, serves all positions: it counts once."""

    __slots__ = ()
    alone = True
    example = Example("layernorm1.params", "2*16*64", "network: {input: 16x64, layers: [layernorm]}")
    roles = ("scale", "shift")

    def places(self, array: Parameter, at: At) -> tuple[Factor, ...]:
        """Give the positions that are normalised."""
        return (positions(at.given[0], "1") or ()) if at.layer.kind != "pool" else ()
