"""Upsampling: the volume grows (or shrinks) to other extents, by repeating values or along straight lines."""

from math import gcd
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from netcalc.arithmetic import Arithmetic, N, NumberRules, Slide
from netcalc.layers.base import Layer, Window, WindowOf
from netcalc.layers.labels import Labelled, Put, per_axis_of
from netcalc.layers.parts.measuring import alone, measured_extents
from netcalc.layers.parts.sliding import per_axis, spatial
from netcalc.layers.written.choice import CHOICE
from netcalc.layers.written.fields import Reference, SizeOrNone
from netcalc.layers.written.given import optional
from netcalc.volume import Volume

Mode = Annotated[Literal["nearest", "bilinear"], CHOICE]


class Upsample(Layer):
    """Upsampling: every value is repeated (nearest), or values lie on straight lines between them (bilinear)."""

    kind = "upsample"
    main = "factor"
    one_of = ("factor", "size", "to")
    example: ClassVar[str] = "upsample: 2"
    saves = ()

    factor: SizeOrNone = optional(None, "How often a value is repeated along each axis.")
    size: SizeOrNone = optional(None, "The extents that come out, in place of a factor.")
    to: Reference | None = Field(default=None, description="The layer whose extents come out, in place of a factor.")
    mode: Mode = Field(
        default="nearest", description="`nearest`, or `bilinear`: linear along every axis, corners not aligned."
    )

    def together(self) -> None:
        """Insist on one way to say what comes out."""
        alone(self)

    def measured(self) -> tuple[str, ...]:
        """Name the layer whose extents come out."""
        return () if self.to is None else (self.to,)

    def window(self, *given: Volume, rules: Arithmetic) -> Window | None:
        """Let each value lay down a window as wide as the factor, one beside the other; no window in other cases."""
        spatial(self, given[0])
        if self.factor is None or self.mode != "nearest":
            return None
        return tuple(Slide(f, f, transposed=True) for f in per_axis(self.factor, given[0], "factor"))

    def labelled(self, *given: Volume, window: Window, put: Put[N]) -> WindowOf[N]:
        """Call the window's size and stride the factor."""
        factors = per_axis_of("factor", [slide.size for slide in window], put)
        one, none = put("1", 1), put("0", 0)
        return tuple(Labelled(f, f, none, none, one, none, transposed=True) for f in factors)

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Give factor values for each that came; or as many as the size says, or the layer that is measured."""
        if self.to is not None:
            return tuple(put(*each) for each in measured_extents(*given))
        if self.size is not None:
            return per_axis_of("size", per_axis(self.size, given[0], "size"), put)
        came = super().extents(*given, window=None, rules=rules, put=put)
        factors = per_axis_of("factor", per_axis(self.factor or 1, given[0], "factor"), put)
        return tuple(W1 * factor for W1, factor in zip(came, factors, strict=True))

    def looks(self, *given: Volume, rules: Arithmetic) -> Window | None:
        """Look through its window; else at the value nearest before, in bilinear at one more each side."""
        laid = self.window(*given, rules=rules)
        if laid is not None:
            return laid
        made = self.output(*given, window=None, rules=rules)
        look = _nearest if self.mode == "nearest" else _bilinear
        return tuple(look(W, n) for W, n in zip(given[0].spatial, made.spatial, strict=True))


def _nearest(W: int, n: int) -> Slide:
    """See value floor(i·W/n) from position i, as PyTorch does."""
    g = gcd(W, n)
    return Slide(1, W // g, repeats=n // g)


def _bilinear(W: int, n: int) -> Slide:
    """See one more value each side; where the volume shrinks, the two values around (i + 1/2)·W/n - 1/2."""
    g = gcd(W, n)
    if n == W:
        return Slide(1)
    if n > W:
        return Slide(3, W // g, n // g, n // g, dilation=n // g, repeats=n // g)
    return Slide(2, 2 * W, n - W, dilation=2 * n, repeats=2 * n)
