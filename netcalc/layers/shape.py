"""Kinds that rearrange values: flatten, upsample, zero-pad, crop."""

from typing import ClassVar

from pydantic import Field

from netcalc import problems
from netcalc.arithmetic import Arithmetic, N, NumberRules, Slide
from netcalc.layers.array import Axis, read_values
from netcalc.layers.base import Layer, Misfit, Sees, Window, WindowOf
from netcalc.layers.fields import Rim, Size
from netcalc.layers.labels import Labelled, Put, framed, per_axis_of, per_side
from netcalc.layers.sliding import per_axis, sides, spatial
from netcalc.volume import Volume


class Flatten(Layer):
    """Flatten: the volume becomes a list of its values."""

    kind = "flatten"
    example: ClassVar[str] = "flatten"
    saves = ()
    storage = "view"
    passes = True
    in_place = True

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Leave no spatial axis: all values become a depth."""
        return ()

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give a value of depth for every value read."""
        return (read_values(given[0]),)

    def sees(self, *given: Volume) -> Sees:
        """Say that it reads every position."""
        return "all"


class Upsample(Layer):
    """Upsampling: every value is repeated, so that the volume grows (nearest neighbour)."""

    kind = "upsample"
    main = "factor"
    example: ClassVar[str] = "upsample: 2"
    saves = ()

    factor: Size = Field(description="How often a value is repeated along each axis.")

    def window(self, *given: Volume, rules: Arithmetic) -> Window:
        """Let each value lay down a window as wide as the factor, one beside the other."""
        spatial(self, given[0])
        return tuple(Slide(f, f, transposed=True) for f in per_axis(self.factor, given[0], "factor"))

    def labelled(self, *given: Volume, window: Window, put: Put[N]) -> WindowOf[N]:
        """Call the window's size and stride the factor."""
        factors = per_axis_of("factor", [slide.size for slide in window], put)
        one, none = put("1", 1), put("0", 0)
        return tuple(Labelled(f, f, none, none, one, none, transposed=True) for f in factors)

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Give factor values for each that came."""
        came = super().extents(*given, window=None, rules=rules, put=put)
        return tuple(W1 * slide.stride for W1, slide in zip(came, window or (), strict=True))


class Framed(Layer):
    """A kind that puts pixels around, or takes some off: it slides a window of one pixel from there."""

    @classmethod
    def slides(cls) -> bool:
        """Say no: its window only says where the pixels lie."""
        return False

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Add what is put on both sides (less than 0 where it is taken off)."""
        came = super().extents(*given, window=None, rules=rules, put=put)
        return tuple(map(rules.framed, came, window or ()))


class ZeroPad(Framed):
    """Zero padding as a layer of its own: zeros are put around the volume."""

    kind = "zero_pad"
    main = "pad"
    example: ClassVar[str] = "zero_pad: 1"
    saves = ()

    pad: Rim = Field(description="Zeros put on each side, per axis or per side.")

    def window(self, *given: Volume, rules: Arithmetic) -> Window:
        """Slide a window of one pixel over the padded volume."""
        spatial(self, given[0])
        return tuple(Slide(1, 1, before, after) for before, after in sides(self.pad, given[0]))

    def labelled(self, *given: Volume, window: Window, put: Put[N]) -> WindowOf[N]:
        """Label the padding alone: a window of one pixel has no size to speak of."""
        return framed(per_side("P", sides(self.pad, given[0]), put), put)


class Crop(Framed):
    """Cropping: pixels are taken off the sides of the volume."""

    kind = "crop"
    main = "margin"
    example: ClassVar[str] = "crop: 4"
    saves = ()
    storage = "view"

    margin: Rim = Field(description="Pixels taken off each side, per axis or per side.")

    def window(self, *given: Volume, rules: Arithmetic) -> Window:
        """Slide a window of one pixel over what is left; Misfit where that is nothing."""
        spatial(self, given[0])
        margins = sides(self.margin, given[0], "margin")
        if any(before + after >= W1 for W1, (before, after) in zip(given[0].spatial, margins, strict=True)):
            raise Misfit(problems.SHAPE_MISMATCH, "margin", f"nothing is left of {given[0]}", "a smaller margin")
        return tuple(Slide(1, 1, -before, -after) for before, after in margins)

    def labelled(self, *given: Volume, window: Window, put: Put[N]) -> WindowOf[N]:
        """Label the margins alone: a window of one pixel has no size to speak of."""
        margins = per_side("margin", sides(self.margin, given[0], "margin"), put)
        return framed([(-1 * before, -1 * after) for before, after in margins], put)
