"""Mistakes about transposed convolutions, worked as if they were ordinary ones."""

from collections.abc import Iterable
from math import prod

from netcalc.calculator.changes import At
from netcalc.homework.mistakes.base import Example, Instead, Mistake, Place, Told
from netcalc.volume import Volume

UP = "network: {input: 4x4x8, layers: [conv_transpose: {filters: 4, size: 3, stride: 2, pad: 1}]}"


class UsedConvFormula(Mistake):
    """A transposed convolution makes its input larger: W2 = S·(W1 - 1) + F - 2P."""

    __slots__ = ()
    code = "used-conv-formula"
    alone = True
    example = Example("conv_transpose1.output", "2x2x4", UP)

    def leaves(self, made: Volume, at: At) -> Volume:
        """Let the window slide over the input."""
        if at.layer.kind != "conv_transpose":
            return made
        slides = zip(at.given[0].spatial, at.window, strict=False)
        extents = (at.rules.extent(W, each._replace(transposed=False, rounding="floor", extra=0)) for W, each in slides)
        return Volume((*extents, made.depth))


class CountedOutputPositions(Instead):
    """A transposed convolution lays a window down for each value it reads: count the positions of its input."""

    __slots__ = ()
    code = "counted-output-positions"
    example = Example("conv_transpose1.macs", "7*7*3*3*8*4", UP)

    def instead(self, place: Place) -> Iterable[Told]:
        """Multiply the weights by the positions of the output."""
        layer = place.layer
        if layer is None or layer.kind != "conv_transpose" or layer.output is None or layer.weights is None:
            return ()
        macs = prod(layer.output.spatial) * layer.weights
        return {"macs": (macs,), "flops": (2 * macs, macs)}.get(place.counted, ())
