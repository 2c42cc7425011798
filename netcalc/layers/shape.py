"""Kinds that rearrange values: flatten, upsample, zero-pad, crop."""

from typing import ClassVar

from pydantic import Field

from netcalc import problems
from netcalc.arithmetic import Arithmetic, Slide
from netcalc.layers.base import Axis, Layer, Misfit, Window, read_values, total
from netcalc.layers.fields import Rim, Size
from netcalc.layers.sliding import per_axis, sides, spatial
from netcalc.volume import Volume


class Flatten(Layer):
    """Flatten: the volume becomes a list of its values."""

    kind = "flatten"
    example: ClassVar[str] = "flatten"
    in_place = True
    reads_all = True

    def output(self, *given: Volume, rules: Arithmetic) -> Volume:
        """Give all the values as a depth."""
        return Volume((total(self.depth(*given)),))

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give a value of depth for every value read."""
        return (read_values(given[0]),)


class Upsample(Layer):
    """Upsampling: every value is repeated, so that the volume grows (nearest neighbour)."""

    kind = "upsample"
    main = "factor"
    example: ClassVar[str] = "upsample: 2"

    factor: Size = Field(description="How often a value is repeated along each axis.")

    def window(self, *given: Volume, rules: Arithmetic) -> Window:
        """Let each value lay down a window as wide as the factor, one beside the other."""
        spatial(self, given[0])
        return tuple(Slide(f, f, transposed=True) for f in per_axis(self.factor, given[0], "factor"))


class ZeroPad(Layer):
    """Zero padding as a layer of its own: zeros are put around the volume."""

    kind = "zero_pad"
    main = "pad"
    example: ClassVar[str] = "zero_pad: 1"

    pad: Rim = Field(description="Zeros put on each side, per axis or per side.")

    def window(self, *given: Volume, rules: Arithmetic) -> Window:
        """Slide a window of one pixel over the padded volume."""
        spatial(self, given[0])
        return tuple(Slide(1, 1, before, after) for before, after in sides(self.pad, given[0]))


class Crop(Layer):
    """Cropping: pixels are taken off the sides of the volume."""

    kind = "crop"
    main = "margin"
    example: ClassVar[str] = "crop: 4"

    margin: Rim = Field(description="Pixels taken off each side, per axis or per side.")

    def window(self, *given: Volume, rules: Arithmetic) -> Window:
        """Slide a window of one pixel over what is left; Misfit where that is nothing."""
        spatial(self, given[0])
        margins = sides(self.margin, given[0], "margin")
        if any(before + after >= W1 for W1, (before, after) in zip(given[0].spatial, margins, strict=True)):
            raise Misfit(problems.SHAPE_MISMATCH, "margin", f"nothing is left of {given[0]}", "a smaller margin")
        return tuple(Slide(1, 1, -before, -after) for before, after in margins)
