"""Pooling: a window that summarises each slice."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from netcalc.arithmetic import Arithmetic, N, NumberRules, Slide
from netcalc.layers.array import Parameter, axis, positions
from netcalc.layers.base import Layer, Misfit, Sees, Window, WindowOf
from netcalc.layers.labels import LETTERS, Put
from netcalc.layers.parts.sliding import Dilated, filter_axes, per_axis, spatial
from netcalc.layers.saved import Extra, Saved, entry
from netcalc.layers.written.choice import CHOICE
from netcalc.layers.written.fields import PoolPad, SizeOrNone, Truth
from netcalc.layers.written.given import optional
from netcalc.layers.written.values import SIDES, Extents, Sides
from netcalc.problems import SHAPE_MISMATCH, invalid
from netcalc.volume import Volume

MOST_STARTS: Final = 10_000  # windows looked at
Operation = Annotated[Literal["max", "avg"], CHOICE]


def _spread(value: Extents | Sides) -> Sequence[int | tuple[int, int]]:
    return (value,) * len(SIDES) if isinstance(value, int) else value


class Pool(Dilated):
    """Pooling: the largest (or the mean) value under a window, slice by slice; it learns nothing (or little)."""

    kind = "pool"
    main = "size"
    example: ClassVar[str] = "pool: 2"

    op: Operation = Field(default="max", description="What it takes of the values under the window.")
    stride: SizeOrNone = optional(None, "How far the window moves, S; left out, its size.")
    pad: PoolPad = optional(0, "What is put around, P: pixels each side, per axis, per side, `same`, `same_start`.")
    trainable: Truth = optional(default=False, description="Whether each slice has a coefficient and a bias (LeNet-5).")

    def together(self) -> None:
        """Insist on padding below the size."""
        if isinstance(self.pad, str):
            return
        for F, margin in zip(_spread(self.size), _spread(self.pad), strict=False):
            widest = margin if isinstance(margin, int) else max(margin)
            if isinstance(F, int) and widest >= F:
                message = f"`pad` {widest} is not less than the size {F}: a window would see nothing but padding"
                raise invalid(message, path=("pad",))

    def window(self, *given: Volume, rules: Arithmetic) -> Window:
        """Lay the window out; Misfit where one of maxima would see nothing but padding, between its values."""
        laid = super().window(*given, rules=rules)
        for letter, W, slide in zip(LETTERS, given[0].spatial, laid, strict=False):
            if self.op == "max" and sees_padding_alone(W, slide, rules):
                message = f"a window sees nothing but padding: its values stand {slide.dilation} apart, on {W} pixels"
                raise Misfit(SHAPE_MISMATCH, "dilation", f"{message} of {letter}", f"a dilation of at most {W}")
        return laid

    def strides(self, given: Volume) -> tuple[int, ...]:
        """Give the stride of each axis: the size where none was written."""
        return per_axis(self.size, given, "size") if self.stride is None else super().strides(given)

    def resized(self, slide: Slide, size: int) -> Slide:
        """Move a window of another size by that size where no stride was written."""
        return slide._replace(size=size, stride=size if self.stride is None else slide.stride)

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Give a coefficient and a bias a slice if it is trainable: the coefficient's uses read a window each."""
        if not self.trainable:
            return ()
        depth, everywhere = (axis("D", given[0].depth),), positions(made, "2")
        window = tuple(each.factors[0] for each in filter_axes(per_axis(self.size, given[0], "size")))
        return (
            Parameter("weight", "weight", depth, everywhere, window),
            Parameter("bias", "bias", depth, everywhere),
        )

    def saved(self, *given: Volume, made: Volume) -> tuple[Saved, ...]:
        """Keep what it reads, and where each largest value stood; if it is trainable, what it multiplies too."""
        largest = (entry("indices", made),) if self.op == "max" else ()
        return ("input", *largest, *((Extra("pooled", made.values),) if self.trainable else ()))


def sees_padding_alone(W: int, slide: Slide, rules: Arithmetic) -> bool:
    """Say whether a window with gaps wider than the volume lies around it and reads none of it."""
    if slide.dilation <= W or slide.size == 1 or not (slide.before or slide.after):
        return False
    starts = range(min(rules.extent(W, slide), MOST_STARTS))
    return any((start * slide.stride - slide.before) % slide.dilation >= W for start in starts)


class GlobalPool(Layer):
    """Global pooling: each slice becomes one value, its mean or its largest."""

    kind = "global_pool"
    main = "op"
    example: ClassVar[str] = "global_pool"

    op: Operation = Field(default="avg", description="What it takes of a slice.")

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Shrink every spatial axis to 1."""
        spatial(self, given[0])
        return tuple(put("1", 1) for _ in given[0].spatial)

    def sees(self, *given: Volume) -> Sees:
        """Say that it reads every position."""
        return "all"

    def saved(self, *given: Volume, made: Volume) -> tuple[Saved, ...]:
        """Keep nothing for a mean; for the largest, what it reads and where they stood."""
        return ("input", entry("indices", made)) if self.op == "max" else ()
