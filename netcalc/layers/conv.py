"""Convolution: filters that slide, shared by all positions; and its transpose, which slides over the output."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from netcalc import problems
from netcalc.arithmetic import Arithmetic, Slide
from netcalc.layers.base import Axis, Layer, Misfit, Parameter, Window, axis, positions, total
from netcalc.layers.fields import Count, Margin, Rim, Size, Truth, whole
from netcalc.layers.sliding import Sliding, filter_axes, per_axis, sides, spatial
from netcalc.volume import Volume


def _groups(value: object) -> int | Literal["depth"]:
    if value == "depth":
        return "depth"
    return whole(value, least=1, takes="a whole number of at least 1, or `depth`")


Groups = Annotated[
    int | Literal["depth"],
    PlainValidator(_groups),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1}, {"enum": ["depth"]}]}),
]


def group_count(groups: int | Literal["depth"], filters: int, given: Volume) -> int:
    """Give the number of groups; Misfit where they do not divide the depth and the filters."""
    if groups == "depth":
        groups = given.depth
    for number, what in ((given.depth, f"the depth of {given}"), (filters, f"the {filters} filters")):
        if number % groups:
            hint = f"groups must divide both the depth {given.depth} and the filters {filters}"
            message = f"{groups} groups do not divide {what}"
            raise Misfit(problems.GROUPS_DO_NOT_DIVIDE, "groups", message, hint)
    return groups


class Conv(Sliding):
    """Convolution: each of K filters of F x F x D slides over the volume and makes a slice; weights are shared."""

    kind = "conv"
    example: ClassVar[str] = "conv: {filters: 10, size: 3, pad: 1}"

    filters: Count = Field(description="How many filters, K: the depth of the output.")
    dilation: Size = Field(default=1, description="How far apart a filter's values stand; 1 is ordinary.")
    groups: Groups = Field(
        default=1, description="Groups of slices convolved apart; `depth`: one filter sees one slice."
    )
    bias: Truth = Field(default=True, description="Whether each filter has a bias.")

    def spacing(self, given: Volume) -> tuple[int, ...]:
        """Give the dilation of each axis."""
        return per_axis(self.dilation, given, "dilation")

    def output(self, *given: Volume, rules: Arithmetic) -> Volume:
        """Lay the filters down; as many slices come out as there are filters."""
        return Volume((*self.positions(given[0], rules), total(self.depth(*given))))

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give a slice a filter."""
        return (axis("K", self.filters),)

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Give the filters (K, D/groups, F_h, F_w) and a bias each, used at every position of the output."""
        groups = group_count(self.groups, self.filters, given[0])
        everywhere = positions(made, "2")
        filters = axis("K", self.filters)
        shape = (filters, axis("D", given[0].depth, groups), *filter_axes(per_axis(self.size, given[0], "size")))
        weight = Parameter("weight", "weight", shape, everywhere)
        return (weight, Parameter("bias", "bias", (filters,), everywhere)) if self.bias else (weight,)


class ConvTranspose(Layer):
    """Transposed convolution (deconvolution): each input value lays down a filter, so that the volume grows."""

    kind = "conv_transpose"
    example: ClassVar[str] = "conv_transpose: {filters: 10, size: 2, stride: 2}"

    filters: Count = Field(description="How many filters, K: the depth of the output.")
    size: Size = Field(description="The filter's extent F: one number for all axes, or one per axis (3x5).")
    stride: Size = Field(default=1, description="How far apart neighbouring inputs lay their filters down, S.")
    pad: Rim = Field(default=0, description="Pixels taken off each side of the output, P.")
    output_pad: Margin = Field(default=0, description="Pixels added at the end; less than the stride or the dilation.")
    dilation: Size = Field(default=1, description="How far apart a filter's values stand; 1 is ordinary.")
    groups: Groups = Field(
        default=1, description="Groups of slices convolved apart; `depth`: one filter sees one slice."
    )
    bias: Truth = Field(default=True, description="Whether each filter has a bias.")

    def window(self, *given: Volume, rules: Arithmetic) -> Window:
        """Lay size, stride, padding, dilation and the extra pixels out along the axes."""
        spatial(self, given[0])
        fields = ("size", "stride", "dilation", "output_pad")
        numbers = [per_axis(getattr(self, field), given[0], field) for field in fields]
        for _, S, d, extra in zip(*numbers, strict=True):
            if extra >= max(S, d):
                message = f"`output_pad` {extra} is not less than the stride {S} or the dilation {d}"
                raise Misfit(problems.SHAPE_MISMATCH, "output_pad", message)
        pads = sides(self.pad, given[0])
        return tuple(
            Slide(F, S, before, after, d, transposed=True, extra=extra)
            for (F, S, d, extra), (before, after) in zip(zip(*numbers, strict=True), pads, strict=True)
        )

    def output(self, *given: Volume, rules: Arithmetic) -> Volume:
        """Spread the input by the stride, lay the filters down, take the padding off."""
        window = self.window(*given, rules=rules)
        extents = tuple(rules.extent(W1, slide) for W1, slide in zip(given[0].spatial, window, strict=True))
        if min(extents) < 1:
            message = f"nothing is left: the padding takes off all that {given[0]} makes"
            raise Misfit(problems.SHAPE_MISMATCH, "pad", message, "a smaller pad")
        return Volume((*extents, total(self.depth(*given))))

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give a slice a filter."""
        return (axis("K", self.filters),)

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Give the filters (D, K/groups, F_h, F_w), used at every input position, and a bias for each filter."""
        groups = group_count(self.groups, self.filters, given[0])
        sizes = filter_axes(per_axis(self.size, given[0], "size"))
        shape = (axis("D", given[0].depth), axis("K", self.filters, groups), *sizes)
        weight = Parameter("weight", "weight", shape, positions(given[0], "1") if made else None)
        bias = Parameter("bias", "bias", (axis("K", self.filters),), positions(made, "2"))
        return (weight, bias) if self.bias else (weight,)
