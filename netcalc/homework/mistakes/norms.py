"""Mistakes about what a normalisation learns."""

from types import MappingProxyType

from netcalc.calculator.changes import Arrays, At
from netcalc.homework.mistakes.arrays import ONE, reshaped
from netcalc.homework.mistakes.base import Example, Mistake

NORM = "network: {input: 8x8x64, layers: [batchnorm]}"


class ForgotShift(Mistake):
    """A normalisation learns two numbers a channel: a scale (gamma) and a shift (beta)."""

    __slots__ = ()
    code = "forgot-shift"
    alone = True
    example = Example("batchnorm1.params", "64", NORM)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Leave the shift out."""
        return tuple(each for each in arrays if each.role != "shift")


class OnePairPerLayer(Mistake):
    """Each channel has its own scale and shift: there is a pair a channel, not one for the layer."""

    __slots__ = ()
    code = "one-pair-per-layer"
    hints = MappingProxyType(
        dict.fromkeys(("rmsnorm", "scale"), "Each channel has its own scale: one a channel, not one for the layer.")
    )
    alone = True
    example = Example("batchnorm1.params", "2", NORM)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Keep one scale and one shift."""
        return tuple(
            reshaped(each, ONE) if each.role in ("scale", "shift") and at.layer.kind != "pool" else each
            for each in arrays
        )
