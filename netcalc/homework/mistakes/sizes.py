"""Mistakes about extents: halved, kept, taken from another field, left as a fraction."""

from collections.abc import Iterable
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from netcalc.arithmetic import Slide, SlideOf
from netcalc.calculator.changes import Arrays, At
from netcalc.homework.mistakes.base import Example, Instead, Mistake, Place, Told
from netcalc.layers.array import Axis, Parameter
from netcalc.volume import Volume

POOL = "network: {input: 27x27x8, layers: [pool: {size: 3, stride: 2}]}"
STEM = "network: {input: 33x33x3, layers: [conv: {filters: 8, size: 5, stride: 2}]}"
PLAIN = "network: {input: 32x32x3, layers: [conv: {filters: 8, size: 5}]}"
SLIDING: Final = ("conv", "local", "pool")
MISFIT = "network: {input: 10x10x1, layers: [conv: {filters: 4, size: 3, stride: 2}]}"


def _of(place: Place, *sizes: int | Fraction | None) -> Iterable[Told]:
    """Give volumes of these extents and the right depth."""
    if place.output is None or not place.output.spatial:
        return ()
    depth, axes = place.output.depth, len(place.output.spatial)
    return [(*[size] * axes, depth) for size in sizes if size is not None]


def _windows(place: Place) -> tuple[Slide, ...]:
    """Give the window along each axis, where one slides over what comes in."""
    slides = place.layer is not None and place.layer.kind in SLIDING
    return tuple(place.layer.working.window or ()) if place.layer and slides else ()


class Halved(Instead):
    """The windows do not halve the input: count their positions, (W - F + 2P)/S + 1."""

    __slots__ = ()
    code = "halved"
    example = Example("pool1.output", "14x14x8", POOL)

    def instead(self, place: Place) -> Iterable[Told]:
        """Halve the input."""
        return _divided(place, 2)


class HalvedTwice(Instead):
    """One layer with this stride halves the input once, not twice."""

    __slots__ = ()
    code = "halved-twice"
    example = Example("conv1.output", "8x8x8", STEM)

    def instead(self, place: Place) -> Iterable[Told]:
        """Halve the input, and that again."""
        return _divided(place, 4) if {slide.stride for slide in _windows(place)} == {2} else ()


def _divided(place: Place, by: int) -> Iterable[Told]:
    """Divide the extents of the input, rounded down or up."""
    given = place.given
    if place.output is None or given is None or len(given) != len(place.output) or not _windows(place):
        return ()
    depth = place.output.depth
    return [Volume((*(max(1, (extent + more) // by) for extent in given.spatial), depth)) for more in (0, by - 1)]


class AssumedSame(Instead):
    """Without padding the output is smaller than the input: (W - F + 2P)/S + 1."""

    __slots__ = ()
    code = "assumed-same-padding"
    example = Example("conv1.output", "32x32x8", PLAIN)

    def instead(self, place: Place) -> Iterable[Told]:
        """Keep the extents of the input, or divide them by the stride."""
        given, output, layer = place.given, place.layer.output if place.layer else None, place.layer
        if given is None or output is None or layer is None or layer.kind not in ("conv", "local"):
            return ()
        strides = [slide.stride for slide in layer.working.window or ()]
        divided = (-(-W // stride) for W, stride in zip(given.spatial, strides, strict=False))
        made = [Volume((*given.spatial, output.depth))]
        made += [] if set(strides) == {2} else [Volume((*divided, output.depth))]  # that is halved
        if place.query.word == "output":
            return made
        return [each.values for each in made] if place.counted == "neurons" else ()


class GaveFilterSize(Instead):
    """That is the size of the filter: the output has as many values as the filter has positions."""

    __slots__ = ()
    code = "gave-filter-size"
    hints = MappingProxyType(
        {"pool": "That is the size of the window: the output has a value for each of its positions."}
    )
    example = Example("conv1.output", "5x5x8", PLAIN)

    def instead(self, place: Place) -> Iterable[Told]:
        """Give the window's extents."""
        window = _windows(place)
        return ((*(slide.size for slide in window), place.output.depth),) if window and place.output else ()


class TookSizeForStride(Mistake):
    """The stride is how far the window moves, and it is not its size here."""

    __slots__ = ()
    code = "took-size-for-stride"
    alone = True
    example = Example("pool1.output", "9x9x8", POOL)

    def lies(self, slide: Slide) -> Slide:
        """Move by the size."""
        return slide._replace(stride=slide.size) if slide.size > 1 and not slide.transposed else slide


class AssumedSizeThree(Mistake):
    """Look at the size of the filter: it is not 3 here."""

    __slots__ = ()
    code = "assumed-size-3"
    alone = True
    example = Example("conv1.output", "30x30x8", PLAIN)

    def lies(self, slide: Slide) -> Slide:
        """Take a window of three pixels."""
        return slide._replace(size=3) if slide.size > 1 and slide.size != 3 and not slide.transposed else slide


class AssumedSizeThreeWeights(Mistake):
    """Look at the size of the filter: it has F·F·D weights, and F is not 3 here."""

    __slots__ = ()
    code = "assumed-size-3"
    alone = True
    example = Example("conv1.params", "3*3*3*8 + 8", PLAIN)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Give the filters three pixels along each axis."""
        return tuple(Parameter(each.name, each.role, tuple(map(_three, each.axes)), each.uses) for each in arrays)


def _three(axis: Axis) -> Axis:
    label, size = axis.factors[0]
    return Axis(((label, 3),)) if label.startswith("F") and size > 1 and len(axis.factors) == 1 else axis


class IgnoredDilation(Mistake):
    """A dilated window spans d(F - 1) + 1 pixels, not F."""

    __slots__ = ()
    alone = True
    code = "ignored-dilation"
    example = Example(
        "conv1.output", "30x30x8", "network: {input: 32x32x3, layers: [conv: {filters: 8, size: 3, dilation: 4}]}"
    )

    def reach(self, reach: int, slide: SlideOf[int]) -> int:
        """Span the size alone."""
        return slide.size


class CountedTheGaps(Mistake):
    """A dilated filter has gaps, not more weights: F·F·D of them, as ever."""

    __slots__ = ()
    code = "counted-the-gaps"
    alone = True
    example = Example(
        "conv1.params", "5*5*3*8 + 8", "network: {input: 32x32x3, layers: [conv: {filters: 8, size: 3, dilation: 2}]}"
    )

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Fill the gaps with weights."""
        dilated = at.layer.kind == "conv" and any(slide.dilation > 1 for slide in at.window)
        return tuple(_filled(each, at) for each in arrays) if dilated else arrays


def _filled(array: Parameter, at: At) -> Parameter:
    """Make the last axes of a filter as long as what it spans."""
    kept = len(array.axes) - len(at.window)
    if array.role != "weight" or kept < 1:
        return array
    spans = tuple(Axis((("F", slide.dilation * (slide.size - 1) + 1),)) for slide in at.window)
    return Parameter(array.name, array.role, (*array.axes[:kept], *spans), array.uses)


class LeftFraction(Instead):
    """There is no half a neuron: what is not a whole number means that the windows do not fit."""

    __slots__ = ()
    code = "left-fraction"
    example = Example("conv1.output", "4.5x4.5x4", MISFIT)

    def instead(self, place: Place) -> Iterable[Told]:
        """Leave the quotient as it is."""
        layer, given = place.layer, place.given
        if layer is None or given is None or place.query.word != "output" or not layer.working.window:
            return ()
        sizes = [_quotient(W, slide) for W, slide in zip(given.spatial, layer.working.window, strict=False)]
        depth = layer.output.depth if layer.output else sum(axis.size for axis in layer.working.layer.depth(given))
        fraction = any(size.denominator != 1 for size in sizes) and depth > 1
        return ((*sizes, Fraction(depth)),) if fraction else ()


def _quotient(extent: int, slide: Slide) -> Fraction:
    spanned = slide.dilation * (slide.size - 1) + 1
    return Fraction(extent - spanned + slide.before + slide.after, slide.stride) + 1
