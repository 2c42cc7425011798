"""Mistakes in volumes: padding, stride, rounding, depth, and what is assumed to come in."""

from typing import Any

from netcalc.arithmetic import Arrays, Rounding, Slide
from netcalc.homework.mistakes.base import Mistake, are, without
from netcalc.volume import Volume

Given = tuple[Volume, ...]


class AssumedRGB(Mistake):
    """The input has one slice (grey): it has no three colours."""

    __slots__ = ()
    code = "assumed-rgb"

    def comes_in(self, given: Volume) -> Volume:
        """Take a grey input for a coloured one."""
        return Volume((*given.spatial, 3)) if given.spatial and given.depth == 1 else given


class AssumedGray(Mistake):
    """The input has three slices, one a colour: it is not grey."""

    __slots__ = ()
    code = "assumed-gray"

    def comes_in(self, given: Volume) -> Volume:
        """Take a coloured input for a grey one."""
        return Volume((*given.spatial, 1)) if given.spatial and given.depth == 3 else given


class ForgotFlatten(Mistake):
    """A fully connected layer reads every value of the volume, W·H·D of them, not the depth at each position."""

    __slots__ = ()
    code = "forgot-flatten"

    def leaves(self, layer: Any, given: Given, made: Volume) -> Volume:
        """Let the layer slide over the positions."""
        made = super().leaves(layer, given, made)
        return Volume((*given[0].spatial, made.depth)) if layer.kind == "fc" else made

    def stores(self, layer: Any, given: Given, arrays: Arrays) -> Arrays:
        """Let the layer read the depth alone."""
        found = super().stores(layer, given, arrays)
        dense = layer.kind == "fc"
        return tuple(without(array, "W1", "H1", "T1") if dense and are(array, "weight") else array for array in found)  # type: ignore[return-value]


class PaddingCountedOnce(Mistake):
    """Padding is put on both sides: P pixels each side make the input 2P wider, (W - F + 2P)/S + 1."""

    __slots__ = ()
    code = "padding-counted-once"

    def misread(self, slide: Slide) -> Slide:
        """Pad one side only."""
        slide = super().misread(slide)
        return slide._replace(after=0) if slide.after > 0 else slide


class IgnoredPadding(Mistake):
    """The input is padded here: the window also slides over the zeros, (W - F + 2P)/S + 1."""

    __slots__ = ()
    code = "ignored-padding"

    def misread(self, slide: Slide) -> Slide:
        """Pad nothing."""
        slide = super().misread(slide)
        if slide.before + slide.after <= 0:
            return slide
        rounding = "floor" if slide.rounding == "same" else slide.rounding
        return slide._replace(before=0, after=0, rounding=rounding)


class IgnoredStride(Mistake):
    """The window moves by its stride S, not by one pixel: divide by S."""

    __slots__ = ()
    code = "ignored-stride"

    def misread(self, slide: Slide) -> Slide:
        """Move by one."""
        return super().misread(slide)._replace(stride=1)


class ForgotPlusOne(Mistake):
    """The window also has its first position: (W - F + 2P)/S counts the moves, one more are the positions."""

    __slots__ = ()
    code = "forgot-plus-one"

    def extent(self, W1: Any, slide: Slide) -> Any:
        """Count the moves."""
        still = slide.transposed or slide.rounding == "same" or (slide.size == 1 and slide.stride == 1)
        return super().extent(W1, slide) - (0 if still else 1)


class SilentFloor(Mistake):
    """Look at what the division leaves over: nothing is rounded down here."""

    __slots__ = ()
    code = "silent-floor"
    right_where = "a window that does not fit is rounded down (PyTorch)"

    def rounds(self, own: Rounding | None) -> Rounding:
        """Round down what does not fit."""
        rounding = super().rounds(own)
        return "floor" if rounding == "exact" else rounding


class SilentCeil(Mistake):
    """Look at what the division leaves over: nothing is rounded up here."""

    __slots__ = ()
    code = "silent-ceil"
    right_where = "a window that does not fit is rounded up (ceil_mode)"

    def rounds(self, own: Rounding | None) -> Rounding:
        """Round up what does not fit."""
        super().rounds(own)
        return "ceil"


class ExactFitExpected(Mistake):
    """Here a window that does not fit evenly is rounded, as frameworks do: the layer is valid."""

    __slots__ = ()
    code = "exact-fit-expected"
    right_where = "a window that does not fit is an error (CS231n)"

    def rounds(self, own: Rounding | None) -> Rounding:
        """Round nothing."""
        super().rounds(own)
        return "exact"


class KeptInputDepth(Mistake):
    """As many slices come out as there are filters: the depth of the output is K, not that of the input."""

    __slots__ = ()
    code = "kept-input-depth"

    def leaves(self, layer: Any, given: Given, made: Volume) -> Volume:
        """Keep the depth that came in."""
        made = super().leaves(layer, given, made)
        return Volume((*made.spatial, given[0].depth)) if hasattr(layer, "filters") else made


class PooledDepth(Mistake):
    """Pooling works on each slice alone: the depth stays as it is."""

    __slots__ = ()
    code = "pooled-depth"

    def leaves(self, layer: Any, given: Given, made: Volume) -> Volume:
        """Slide the window over the depth too."""
        made = super().leaves(layer, given, made)
        if layer.kind != "pool":
            return made
        slide = layer.window(*given, rules=self)[0]
        return Volume((*made.spatial, max(1, self.down(made.depth - slide.size, slide.stride) + 1)))


class PaddedDepth(Mistake):
    """Zeros are put around the image, not before and behind its slices: the depth stays."""

    __slots__ = ()
    code = "padded-depth"

    def leaves(self, layer: Any, given: Given, made: Volume) -> Volume:
        """Pad the depth too."""
        made = super().leaves(layer, given, made)
        if layer.kind != "zero_pad":
            return made
        slide = layer.window(*given, rules=self)[0]
        return Volume((*made.spatial, made.depth + slide.before + slide.after))


class TotalPaddingInsteadOfPerSide(Mistake):
    """P is the padding of each side: the input becomes 2P wider, not more."""

    __slots__ = ()
    code = "total-padding-instead-of-per-side"

    def misread(self, slide: Slide) -> Slide:
        """Put the padding of both sides on each."""
        slide = super().misread(slide)
        both = slide.before + slide.after
        return slide._replace(before=both, after=both) if both > 0 else slide


class WrongDilationBase(Mistake):
    """A dilation of 1 is an ordinary window; with dilation d a window of F spans d(F - 1) + 1 pixels."""

    __slots__ = ()
    code = "wrong-dilation-base"
    right_where = "a dilation of 0 is an ordinary window (CS231n)"
    more = 1

    def reach(self, slide: Slide) -> Any:
        """Count the dilation from 0."""
        return super().reach(slide if slide.dilation == 1 else slide._replace(dilation=slide.dilation + self.more))


class WrongDilationBaseDown(WrongDilationBase):
    """A dilation of 2 leaves a gap of one pixel; with dilation d a window of F spans d(F - 1) + 1 pixels."""

    __slots__ = ()
    more = -1
