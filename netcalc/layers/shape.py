"""Kinds that rearrange values: flatten, zero-pad, crop."""

from typing import ClassVar

from pydantic import Field

from netcalc import problems
from netcalc.arithmetic import Arithmetic, N, NumberRules, Slide
from netcalc.layers.array import Axis, read_values
from netcalc.layers.base import Layer, Misfit, Sees, Window, WindowOf
from netcalc.layers.labels import Put, framed, per_axis_of, per_side
from netcalc.layers.parts.measuring import alone, measured_extents
from netcalc.layers.parts.sliding import per_axis, sides, spatial
from netcalc.layers.written.fields import Margin, Reference, Rim, RimOrNone
from netcalc.layers.written.given import optional
from netcalc.layers.written.values import Sides
from netcalc.problems import invalid
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
    """Cropping: pixels are taken off the sides of the volume, so many on each, or until it is as large as another."""

    kind = "crop"
    main = "margin"
    one_of = ("margin", "to")
    example: ClassVar[str] = "crop: 4"
    saves = ()
    storage = "view"

    margin: RimOrNone = optional(None, "Pixels taken off each side, per axis or per side.")
    to: Reference | None = Field(default=None, description="The layer whose extents are left, in place of a margin.")
    start: Margin = optional(0, "With `to`: the first pixel that is left, one number or one per axis.")

    def together(self) -> None:
        """Insist on one way to say what is left."""
        alone(self)
        if self.to is None and self.start and any((self.start,) if isinstance(self.start, int) else self.start):
            message = "`start` stands beside `to`: a margin says itself where it starts"
            raise invalid(message, path=("start",))

    def measured(self) -> tuple[str, ...]:
        """Name the layer whose extents are left."""
        return () if self.to is None else (self.to,)

    def window(self, *given: Volume, rules: Arithmetic) -> Window:
        """Slide a window of one pixel over what is left; Misfit where that is nothing, or more than there is."""
        spatial(self, given[0])
        if self.to is not None:
            return tuple(Slide(1, 1, -before, -after) for before, after in self._around(*given))
        margins = sides(self.margin or 0, given[0], "margin")
        if any(before + after >= W1 for W1, (before, after) in zip(given[0].spatial, margins, strict=True)):
            raise Misfit(problems.SHAPE_MISMATCH, "margin", f"nothing is left of {given[0]}", "a smaller margin")
        return tuple(Slide(1, 1, -before, -after) for before, after in margins)

    def _around(self, *given: Volume) -> Sides:
        """Give what is taken off around the extents that are left."""
        starts, left = per_axis(self.start, given[0], "start"), measured_extents(*given)
        around = []
        for start, W1, (_, W2) in zip(starts, given[0].spatial, left, strict=True):
            if start + W2 > W1:
                message = f"the {W2} pixels of {self.to} from pixel {start} on end beyond the {W1} of {given[0]}"
                raise Misfit(problems.SHAPE_MISMATCH, "to", message, self._smaller(W1, W2, given[0]))
            around.append((start, W1 - start - W2))
        return tuple(around)

    def _smaller(self, W1: int, W2: int, given: Volume) -> str:
        """Say what would leave as many pixels as are asked for."""
        if W2 <= W1:
            return f"a start of at most {W1 - W2}"
        return f"{self.to} is larger than what is cropped: name a layer that is no larger than {given}"

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Take the margins off; or leave as much as the layer that is measured."""
        if self.to is None:
            return super().extents(*given, window=window, rules=rules, put=put)
        return tuple(put(*each) for each in measured_extents(*given))

    def labelled(self, *given: Volume, window: Window, put: Put[N]) -> WindowOf[N]:
        """Label the margins alone: a window of one pixel has no size to speak of."""
        if self.to is None:
            margins = per_side("margin", sides(self.margin or 0, given[0], "margin"), put)
            return framed([(-1 * before, -1 * after) for before, after in margins], put)
        starts = per_axis_of("start", [-slide.before for slide in window], put)
        return framed(
            [(-1 * start, put(str(one.after), one.after)) for start, one in zip(starts, window, strict=True)], put
        )
