"""Mistakes about windows: padding, stride, the first position, dilation."""

from types import MappingProxyType

from netcalc.arithmetic import Slide, SlideOf
from netcalc.homework.mistakes.base import Example, Mistake

PADDED = "network: {input: 32x32x3, layers: [conv: {filters: 8, size: 5, pad: 2}]}"
STRIDE = "network: {input: 7x7x1, layers: [conv: {filters: 1, size: 3, stride: 2}]}"
DILATED = "network: {input: 32x32x3, layers: [conv: {filters: 8, size: 3, dilation: 2}]}"


class PaddingCountedOnce(Mistake):
    """Padding is put on both sides: P pixels each side make the input 2P wider, (W - F + 2P)/S + 1."""

    __slots__ = ()
    code = "padding-counted-once"
    hints = MappingProxyType(
        {"conv_transpose": "A transposed convolution loses P pixels at each end: S·(W - 1) + F - 2P."}
    )
    example = Example("conv1.output", "30x30x8", PADDED)

    def lies(self, slide: Slide) -> Slide:
        """Pad one side only."""
        return slide._replace(after=0) if slide.after > 0 else slide


class IgnoredPadding(Mistake):
    """The input is padded here: the window also slides over the zeros, (W - F + 2P)/S + 1."""

    __slots__ = ()
    code = "ignored-padding"
    hints = MappingProxyType(
        {"conv_transpose": "A transposed convolution loses P pixels at each end: S·(W - 1) + F - 2P."}
    )
    example = Example("conv1.output", "28x28x8", PADDED)

    def lies(self, slide: Slide) -> Slide:
        """Pad nothing."""
        if slide.before + slide.after <= 0:
            return slide
        rounding = "floor" if slide.rounding == "same" else slide.rounding
        return slide._replace(before=0, after=0, rounding=rounding)


class TotalPaddingInsteadOfPerSide(Mistake):
    """P is the padding of each side: the input becomes 2P wider, not more."""

    __slots__ = ()
    code = "total-padding-instead-of-per-side"
    hints = MappingProxyType(
        {"conv_transpose": "P is taken away from each end of what a transposed convolution makes: S·(W - 1) + F - 2P."}
    )
    example = Example("conv1.output", "36x36x8", PADDED)

    def lies(self, slide: Slide) -> Slide:
        """Put the padding of both sides on each."""
        both = slide.before + slide.after
        return slide._replace(before=both, after=both) if both > 0 else slide


class IgnoredStride(Mistake):
    """The window moves by its stride S, not by one pixel: divide by S."""

    __slots__ = ()
    code = "ignored-stride"
    hints = MappingProxyType(
        {"conv_transpose": "A transposed convolution lays its windows down S apart: S·(W - 1) + F - 2P."}
    )
    example = Example("conv1.output", "5x5x1", STRIDE)

    def lies(self, slide: Slide) -> Slide:
        """Move by one."""
        return slide._replace(stride=1)


class ForgotPlusOne(Mistake):
    """The window also has its first position: (W - F + 2P)/S counts the moves, one more are the positions."""

    __slots__ = ()
    code = "forgot-plus-one"
    example = Example("conv1.output", "2x2x1", STRIDE)

    def extent(self, extent: int, slide: SlideOf[int]) -> int:
        """Count the moves."""
        still = slide.transposed or slide.rounding == "same" or (slide.size == 1 and slide.stride == 1)
        return extent if still else extent - 1


class WrongDilationBase(Mistake):
    """A dilation of 1 is an ordinary window; with dilation d a window of F spans d(F - 1) + 1 pixels."""

    __slots__ = ()
    code = "wrong-dilation-base"
    example = Example("conv1.output", "26x26x8", DILATED)
    right_where = "a dilation of 0 is an ordinary window (CS231n)"

    def reach(self, reach: int, slide: SlideOf[int]) -> int:
        """Count the dilation from 0: a gap more between two values."""
        return reach if slide.dilation == 1 else reach + (slide.size - 1)


class WrongDilationBaseDown(WrongDilationBase):
    """A dilation of 2 leaves a gap of one pixel; with dilation d a window of F spans d(F - 1) + 1 pixels."""

    __slots__ = ()
    example = Example("conv1.output", "30x30x8", DILATED)

    def reach(self, reach: int, slide: SlideOf[int]) -> int:
        """Leave a gap less between two values."""
        return reach if slide.dilation == 1 else reach - (slide.size - 1)
