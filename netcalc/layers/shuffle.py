"""Kinds that move values between the depth and space, or within the depth, and change none."""

from math import prod
from typing import ClassVar

from pydantic import Field

from netcalc import problems
from netcalc.arithmetic import Arithmetic, N, NumberRules, Slide
from netcalc.layers.base import Layer, Misfit, Window, WindowOf
from netcalc.layers.labels import Put, per_axis_of
from netcalc.layers.parts.dividing import divisors
from netcalc.layers.parts.sliding import per_axis, spatial
from netcalc.layers.written.fields import Count, Size
from netcalc.volume import Volume


class Shuffle(Layer):
    """A kind with a factor along every spatial axis."""

    main = "factor"
    saves = ()

    factor: Size = Field(description="How many values along each axis trade places with the depth.")

    def factors(self, given: Volume) -> tuple[int, ...]:
        """Give the factor of each axis; Misfit where there is no axis."""
        spatial(self, given)
        return per_axis(self.factor, given, "factor")

    def labelled_factors(self, given: Volume, put: Put[N]) -> tuple[N, ...]:
        """Label the factors: by one word where they agree."""
        return per_axis_of("factor", self.factors(given), put)


class PixelShuffle(Shuffle):
    """Pixel shuffle (depth to space): slices are laid out as pixels, so that the map grows (Shi et al. 2016)."""

    kind = "pixel_shuffle"
    example: ClassVar[str] = "pixel_shuffle: 2"

    def output(self, *given: Volume, window: Window | None, rules: Arithmetic) -> Volume:
        """Give the larger map; Misfit where the depth does not divide."""
        slices = prod(self.factors(given[0]))
        if given[0].depth % slices:
            message = f"the depth of {given[0]} does not divide by {slices}, the slices that become pixels"
            raise Misfit(problems.GROUPS_DO_NOT_DIVIDE, "factor", message, _deeper(given[0].depth, slices))
        return super().output(*given, window=window, rules=rules)

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Give factor pixels for each that came."""
        came = super().extents(*given, window=None, rules=rules, put=put)
        return tuple(W1 * f for W1, f in zip(came, self.labelled_factors(given[0], put), strict=True))

    def deep(self, *given: Volume, rules: NumberRules[N], put: Put[N]) -> N:
        """Divide the depth by the pixels that each slice becomes."""
        return rules.down(put("D1", given[0].depth), _product(self.labelled_factors(given[0], put)))

    def looks(self, *given: Volume, rules: Arithmetic) -> Window:
        """See what the one pixel saw that a value comes from."""
        return tuple(Slide(f, f, transposed=True) for f in self.factors(given[0]))


class SpaceToDepth(Shuffle):
    """Space to depth (pixel unshuffle): neighbouring pixels become slices, so that the map shrinks."""

    kind = "space_to_depth"
    example: ClassVar[str] = "space_to_depth: 2"

    def output(self, *given: Volume, window: Window | None, rules: Arithmetic) -> Volume:
        """Give the smaller map; Misfit where an extent does not divide."""
        for W1, f in zip(given[0].spatial, self.factors(given[0]), strict=True):
            if W1 % f:
                message = f"an extent of {W1} does not divide by {f}: pixels would be left over"
                hint = f"crop or pad it to {W1 // f * f or f} or {-(-W1 // f) * f}" if f < W1 else f"pad it to {f}"
                raise Misfit(problems.WINDOW_DOES_NOT_FIT, "factor", message, hint)
        return super().output(*given, window=window, rules=rules)

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Give one pixel for every factor that came."""
        came = super().extents(*given, window=None, rules=rules, put=put)
        return tuple(rules.down(W1, f) for W1, f in zip(came, self.labelled_factors(given[0], put), strict=True))

    def deep(self, *given: Volume, rules: NumberRules[N], put: Put[N]) -> N:
        """Multiply the depth by the pixels that become slices."""
        return put("D1", given[0].depth) * _product(self.labelled_factors(given[0], put))

    def looks(self, *given: Volume, rules: Arithmetic) -> Window:
        """See the pixels that became slices of one."""
        return tuple(Slide(f, f) for f in self.factors(given[0]))


class ChannelShuffle(Layer):
    """Channel shuffle: the slices of the groups are interleaved, so that groups meet (Zhang et al. 2018)."""

    kind = "channel_shuffle"
    main = "groups"
    example: ClassVar[str] = "channel_shuffle: 2"
    saves = ()

    groups: Count = Field(description="How many groups are interleaved; they divide the depth.")

    def output(self, *given: Volume, window: Window | None, rules: Arithmetic) -> Volume:
        """Give the volume that came; Misfit where the groups do not divide its depth."""
        if given[0].depth % self.groups:
            message = f"{self.groups} groups do not divide the depth of {given[0]}"
            hint = f"groups that divide the depth: {divisors(given[0].depth)}"
            raise Misfit(problems.GROUPS_DO_NOT_DIVIDE, "groups", message, hint)
        return super().output(*given, window=window, rules=rules)


def _product(factors: tuple[N, ...]) -> N:
    made = factors[0]
    for factor in factors[1:]:
        made = made * factor
    return made


def _deeper(depth: int, slices: int) -> str:
    """Name the nearest depths that would do."""
    low = depth // slices * slices
    return f"a depth of {low} or {low + slices}" if low else f"a depth of {slices}"
