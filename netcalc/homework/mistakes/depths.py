"""Mistakes about the depth of what leaves a layer."""

from netcalc.calculator.changes import At
from netcalc.homework.mistakes.base import Example, Mistake
from netcalc.volume import Volume

RIM = "network: {input: 15x15x8, layers: [zero_pad: 2]}"


class KeptInputDepth(Mistake):
    """As many slices come out as there are filters: the depth of the output is K, not that of the input."""

    __slots__ = ()
    code = "kept-input-depth"
    example = Example("conv1.output", "28x28x3", "network: {input: 32x32x3, layers: [conv: {filters: 10, size: 5}]}")

    def leaves(self, made: Volume, at: At) -> Volume:
        """Keep the depth that came in."""
        filters = any(label == "K" for each in at.layer.depth(*at.given) for label, _ in each.factors)
        return Volume((*made.spatial, at.given[0].depth)) if filters else made


class PooledDepth(Mistake):
    """Pooling works on each slice alone: the depth stays as it is."""

    __slots__ = ()
    code = "pooled-depth"
    example = Example("pool1.output", "14x14x3", "network: {input: 28x28x6, layers: [pool: 2]}")

    def leaves(self, made: Volume, at: At) -> Volume:
        """Slide the window over the depth too."""
        if at.layer.kind != "pool":
            return made
        slide = at.window[0]
        return Volume((*made.spatial, max(1, at.rules.down(made.depth - slide.size, slide.stride) + 1)))


class PaddedDepth(Mistake):
    """Zeros are put around the image, not before and behind its slices: the depth stays."""

    __slots__ = ()
    code = "padded-depth"
    example = Example("zero_pad1.output", "19x19x12", RIM)

    def leaves(self, made: Volume, at: At) -> Volume:
        """Pad the depth too."""
        if at.layer.kind != "zero_pad":
            return made
        slide = at.window[0]
        return Volume((*made.spatial, made.depth + slide.before + slide.after))
