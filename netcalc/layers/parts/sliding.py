"""What kinds with a window share: fields per axis, padding in all its forms, the window itself."""

from pydantic import Field

from netcalc import problems
from netcalc.arithmetic import Arithmetic, N, Slide
from netcalc.layers.array import Axis, axis
from netcalc.layers.base import Layer, Misfit, Window, WindowOf
from netcalc.layers.labels import Put, names
from netcalc.layers.parts.padding import by_word, causal, causally
from netcalc.layers.written.fields import Pad, RoundingField, Size, SizeOrNone
from netcalc.layers.written.given import optional
from netcalc.layers.written.values import Extents, Sides
from netcalc.volume import Volume


def per_axis(value: Extents, given: Volume, field: str) -> tuple[int, ...]:
    """Give a number for each spatial axis; Misfit where as many were not written."""
    axes = len(given.spatial)
    if isinstance(value, int):
        return (value,) * axes
    if len(value) != axes:
        written = "x".join(map(str, value))
        message = f"`{field}: {written}` has {len(value)} numbers, but {given} has {axes} spatial axes"
        raise Misfit(problems.SHAPE_MISMATCH, field, message, f"write {axes} numbers, or one for all axes")
    return value


def sides(pad: Extents | Sides, given: Volume, field: str = "pad") -> Sides:
    """Give the padding (or margin) before and after each spatial axis."""
    if isinstance(pad, tuple) and isinstance(pad[0], tuple):
        written: Sides = pad
        if any(any(pair) for pair in written[len(given.spatial) :]):
            message = f"`{field}` names a side that {given} does not have"
            raise Misfit(problems.SHAPE_MISMATCH, field, message)
        return written[: len(given.spatial)]
    return tuple((margin, margin) for margin in per_axis(pad, given, field))


def spatial(layer: Layer, given: Volume) -> None:
    """Insist on a spatial axis: Misfit where the volume is only a depth."""
    if not given.spatial:
        message = f"{layer.kind} needs spatial axes, but reads {given}, which has none"
        raise Misfit(problems.SHAPE_MISMATCH, "from", message, "put it before what flattens (fc, flatten)")


class Sliding(Layer):
    """A kind that slides one window over the spatial axes."""

    size: Size = Field(description="The window's extent F: one number for all axes, or one per axis (3x5).")
    stride: SizeOrNone = optional(1, "How far the window moves, S.")
    pad: Pad = optional(
        0, "What is put around, P: pixels each side, per axis, per side, `same`, `same_start`, `causal`, `valid`."
    )
    rounding: RoundingField | None = Field(
        default=None, description="What a window that does not fit evenly means; left out, the network's."
    )

    def spacing(self, given: Volume) -> tuple[int, ...]:
        """Give the dilation of each axis: 1 where the kind has none."""
        return (1,) * len(given.spatial)

    def strides(self, given: Volume) -> tuple[int, ...]:
        """Give the stride of each axis."""
        return per_axis(1 if self.stride is None else self.stride, given, "stride")

    def window(self, *given: Volume, rules: Arithmetic) -> Window:
        """Lay the window's size, stride, padding and dilation out along the axes."""
        spatial(self, given[0])
        rounding = rules.rounds(self.rounding)
        sizes, strides, spacing = per_axis(self.size, given[0], "size"), self.strides(given[0]), self.spacing(given[0])
        bare = [Slide(F, S, 0, 0, d, rounding) for F, S, d in zip(sizes, strides, spacing, strict=True)]
        if isinstance(self.pad, str):
            return tuple(by_word(self.pad, bare, given[0], rules))
        pads = sides(self.pad, given[0])
        return tuple(
            slide._replace(before=before, after=after) for slide, (before, after) in zip(bare, pads, strict=True)
        )

    def resized(self, slide: Slide, size: int) -> Slide:
        """Move a window of another size as this one; causal padding goes with the size."""
        made = super().resized(slide, size)
        return causal(made) if self.pad == "causal" else made

    def labelled(self, *given: Volume, window: Window, put: Put[N]) -> WindowOf[N]:
        """Label the numbers; causal padding by what it is made of."""
        labelled = super().labelled(*given, window=window, put=put)
        if self.pad != "causal":
            return labelled
        return tuple(causally(slide, plain, put) for slide, plain in zip(labelled, window, strict=True))


class Dilated(Sliding):
    """A kind whose window may have gaps."""

    dilation: Size = optional(1, "How far apart the window's values stand; 1 is ordinary.")

    def spacing(self, given: Volume) -> tuple[int, ...]:
        """Give the dilation of each axis."""
        return per_axis(self.dilation, given, "dilation")


def filter_axes(sizes: tuple[int, ...]) -> tuple[Axis, ...]:
    """Label the spatial axes of a filter in PyTorch's order: F_t, F_h, F_w, or F where they agree."""
    return tuple(map(axis, reversed(names("F", sizes)), reversed(sizes)))
