"""The conventions a sheet declares: where two answers are right to two schools, which one is meant."""

from typing import Annotated, Final, Literal, TypeVar

from pydantic import Field

from netcalc.calculator.changes import Arrays, At, Change
from netcalc.homework.mistakes.counts import MacsForFlops
from netcalc.layers.array import Parameter
from netcalc.layers.written.fields import RoundingField, Truth
from netcalc.layers.written.given import optional
from netcalc.layers.written.values import one_of
from netcalc.layers.written.written import Written
from netcalc.text.numbers.quantity import BYTES, unit

MEMORY: Final = {name: unit(name, BYTES)[0] for name in (BYTES, "KB", "MB", "GB", "KiB", "MiB", "GiB")}
KINKS: Final = ("first", "both", "half", "left", "right")
ORDERS: Final = ("whd", "hwd", "dhw")
Extent = TypeVar("Extent")


class BiasIsNoConnection(Change):
    """A connection reads an input; a bias reads none."""

    __slots__ = ()

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Let a bias read nothing."""
        return tuple(
            Parameter(each.name, each.role, each.axes, each.uses, (("reads", 0),)) if each.role == "bias" else each
            for each in arrays
        )


class Conventions(Written):
    """What a sheet means by a FLOP, a connection, a window that does not fit, a unit of memory, a volume."""

    flop: Annotated[Literal["mac", "2mac"], one_of("mac", "2mac")] = Field(
        default="2mac", description="Whether a multiply-add is one operation or two."
    )
    bias_counts_as_connection: Truth = optional(default=True, description="Whether a bias is a connection.")
    rounding: RoundingField | None = Field(
        default=None, description="What a window that does not fit means, where a network does not say."
    )
    memory: Annotated[str, one_of(*MEMORY)] = Field(
        default="bytes", description="What a number without a unit means where memory is asked."
    )
    volume: Annotated[Literal["whd", "hwd", "dhw"], one_of(*ORDERS)] = Field(
        default="whd", description="The order of a volume: width x height x depth, or another."
    )
    kink: Annotated[Literal["first", "both", "half", "left", "right"] | None, one_of(*KINKS)] = Field(
        default=None, description="The slope at a kink (a tie of max, relu at 0); left out, every slope between counts."
    )

    @classmethod
    def title(cls) -> str:
        """Say what this is called in a sentence."""
        return "`conventions`"

    def changes(self) -> tuple[Change, ...]:
        """Give the changes to the calculator's own rules."""
        flop = (MacsForFlops(),) if self.flop == "mac" else ()
        return (*flop, *(() if self.bias_counts_as_connection else (BiasIsNoConnection(),)))

    def ordered(self, volume: tuple[Extent, ...]) -> tuple[Extent, ...]:
        """Put a volume that was written in this order as width x height x depth."""
        if self.volume == "dhw" and len(volume) > 1:
            volume = (*volume[1:], volume[0])
        return self._turned(volume)

    def told(self, volume: tuple[Extent, ...]) -> tuple[Extent, ...]:
        """Put a volume, which is width x height x depth, in this order.

        >>> Conventions(volume="dhw").told((32, 24, 3))
        (3, 24, 32)
        """
        volume = self._turned(volume)
        return (volume[-1], *volume[:-1]) if self.volume == "dhw" else volume

    def _turned(self, volume: tuple[Extent, ...]) -> tuple[Extent, ...]:
        """Swap width and height where the height comes first."""
        return (volume[1], volume[0], *volume[2:]) if self.volume != "whd" and len(volume) > 2 else volume
