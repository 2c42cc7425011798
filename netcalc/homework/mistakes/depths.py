"""Mistakes about the depth of what leaves a layer."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from netcalc.calculator.changes import At
from netcalc.homework.mistakes.base import Example, Instead, Mistake, Place, Told
from netcalc.report.report import LayerReport
from netcalc.volume import Volume

MOST_BACK: Final = 6
RIM = "network: {input: 15x15x8, layers: [zero_pad: 2]}"


class KeptInputDepth(Mistake):
    """As many slices come out as there are filters: the depth of the output is K, not that of the input."""

    __slots__ = ()
    code = "kept-input-depth"
    example = Example("conv1.output", "28x28x3", "network: {input: 32x32x3, layers: [conv: {filters: 10, size: 5}]}")

    def leaves(self, made: Volume, at: At) -> Volume:
        """Keep the depth that came in."""
        return Volume((*made.spatial, at.given[0].depth)) if _filters(at) else made


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


class PooledDepthByStride(PooledDepth):
    """Pooling works on each slice alone: the depth is not divided by the stride."""

    __slots__ = ()
    alone = True
    example = Example("pool1.output", "13x13x4", "network: {input: 27x27x8, layers: [pool: {size: 3, stride: 2}]}")

    def leaves(self, made: Volume, at: At) -> Volume:
        """Divide the depth by the stride."""
        return Volume((*made.spatial, max(1, made.depth // at.window[0].stride))) if at.layer.kind == "pool" else made


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


CONCAT = (
    "network: {input: 28x28x16, layers: [parallel: {join: concat, branches: "
    "[[conv: {filters: 8, size: 1}], [conv: {filters: 4, size: 1}]]}]}"
)
CONV = "network: {input: 32x32x3, layers: [conv: {filters: 12, size: 5}]}"


class KeptInputDepthOfBranches(Instead):
    """Branches that are joined lie one behind the other: their depths add up, whatever the depth that came in."""

    __slots__ = ()
    code = "kept-input-depth"
    example = Example("concat1.output", "28x28x16", CONCAT)

    def instead(self, place: Place) -> Iterable[Told]:
        """Keep the depth that the branches read."""
        layer = place.layer or place.report.layers[-1]
        if place.output is None or layer.kind != "concat":
            return ()
        sources = {each.name: each for each in place.report.layers}
        read = [source for name in layer.from_ for source in _reads(sources, name)]
        read += list(place.report.inputs.values())
        return [Volume((*place.output.spatial, volume.depth)) for volume in read]


def _reads(sources: Mapping[str, LayerReport], name: str) -> Iterator[Volume]:
    """Give what a branch reads, a few layers back."""
    for _ in range(MOST_BACK):
        layer = sources.get(name)
        if layer is None or not layer.from_:
            return
        yield from (volume for volume in layer.working.given[:1] if volume is not None)
        name = layer.from_[0]


class LargestBranch(Mistake):
    """Branches that are joined lie one behind the other: their depths add up, the largest is not all."""

    __slots__ = ()
    code = "largest-branch"
    alone = True
    example = Example("concat1.output", "28x28x8", CONCAT)

    def leaves(self, made: Volume, at: At) -> Volume:
        """Keep the largest depth."""
        return Volume((*made.spatial, max(each.depth for each in at.given))) if at.layer.kind == "concat" else made


class AddedDepths(Mistake):
    """Maps that are added lie one on the other: the depth stays, only those that are joined by concat add theirs."""

    __slots__ = ()
    code = "added-depths"
    alone = True
    example = Example("add1.output", "9x9x8", "network: {input: 9x9x4, layers: [residual: [relu]]}")

    def leaves(self, made: Volume, at: At) -> Volume:
        """Add the depths."""
        return Volume((*made.spatial, sum(each.depth for each in at.given))) if at.layer.kind == "add" else made


class MultipliedDepths(Mistake):
    """A filter adds up over the whole depth it reads, and makes one slice: K slices come out, not K·D."""

    __slots__ = ()
    code = "multiplied-depths"
    alone = True
    example = Example("conv1.output", "28x28x36", CONV)

    def leaves(self, made: Volume, at: At) -> Volume:
        """Multiply the filters by the depth."""
        return Volume((*made.spatial, made.depth * at.given[0].depth)) if _filters(at) else made


class DividedDepths(Mistake):
    """As many slices come out as there are filters, K: the depth that is read divides nothing."""

    __slots__ = ()
    code = "divided-depths"
    alone = True
    example = Example("conv1.output", "28x28x4", CONV)

    def leaves(self, made: Volume, at: At) -> Volume:
        """Divide the filters by the depth."""
        given = at.given[0].depth
        divides = _filters(at) and given > 1 and made.depth % given == 0
        return Volume((*made.spatial, made.depth // given)) if divides else made


def _filters(at: At) -> bool:
    """Say whether a layer makes a slice a filter."""
    return any(label == "K" for each in at.layer.depth(*at.given) for label, _ in each.factors)


class UpsampledDepth(Mistake):
    """Upsampling repeats pixels: width and height grow, the depth stays."""

    __slots__ = ()
    code = "upsampled-depth"
    alone = True
    example = Example("upsample1.output", "8x8x12", "network: {input: 4x4x6, layers: [upsample: {factor: 2}]}")

    def leaves(self, made: Volume, at: At) -> Volume:
        """Let the depth grow too."""
        given = at.given[0]
        grows = at.layer.kind == "upsample" and given.spatial
        return Volume((*made.spatial, made.depth * made[0] // given[0])) if grows else made
