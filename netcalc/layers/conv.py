"""Convolution: filters that slide, shared by all positions; and its transpose, which slides over the output."""

from collections.abc import Sequence
from math import gcd
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from netcalc import problems
from netcalc.arithmetic import Arithmetic, Slide
from netcalc.layers.array import Axis, Parameter, axis, positions
from netcalc.layers.base import Layer, Misfit, Window
from netcalc.layers.parts.filtering import Filtering
from netcalc.layers.parts.padding import grown
from netcalc.layers.parts.sliding import Dilated, filter_axes, per_axis, sides, spatial
from netcalc.layers.written.fields import Count, Margin, Size, SpreadPad, Truth, WholeLike
from netcalc.layers.written.given import Given, optional
from netcalc.layers.written.values import whole, wrong
from netcalc.problems import invalid
from netcalc.volume import Volume


def _groups(value: object) -> int | Literal["depth"]:
    if value == "depth":
        return "depth"
    return whole(value, least=1, takes="a whole number of at least 1, or `depth`")


if TYPE_CHECKING:
    Groups = Given[WholeLike, int | Literal["depth"]]
else:
    GROUPS_SCHEMA = {"anyOf": [{"type": "integer", "minimum": 1}, {"enum": ["depth"]}]}
    Groups = Annotated[int | Literal["depth"], PlainValidator(_groups), WithJsonSchema(GROUPS_SCHEMA)]


def _connect(value: object) -> tuple[tuple[int, ...], ...]:
    takes = "a list for each filter of the input slices it sees, counted from 0 ([[0, 1, 2], [1, 2, 3]])"
    if not isinstance(value, list | tuple) or not value:
        raise wrong(takes, value)
    for seen in value:
        if not isinstance(seen, list | tuple) or not seen:
            raise wrong(takes, seen)
        if len(set(map(str, seen))) < len(seen):
            raise wrong(takes + ", each slice once", list(seen))
    return tuple(tuple(whole(each, least=0, takes=takes) for each in seen) for seen in value)


SLICES: Final[dict[str, Any]] = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 1}
Table: TypeAlias = tuple[tuple[int, ...], ...] | None
if TYPE_CHECKING:
    Connect = Given[Sequence[Sequence[WholeLike]] | None, Table]
else:
    TABLE_SCHEMA = {"type": "array", "items": SLICES, "minItems": 1}
    Connect = Annotated[tuple[tuple[int, ...], ...], PlainValidator(_connect), WithJsonSchema(TABLE_SCHEMA)] | None


def group_count(groups: int | Literal["depth"], filters: int, given: Volume) -> int:
    """Give the number of groups; Misfit where they do not divide the depth and the filters."""
    if groups == "depth":
        groups = given.depth
    for number, what in ((given.depth, f"the depth of {given}"), (filters, f"the {filters} filters")):
        if number % groups:
            from netcalc.layers.parts.dividing import divisors

            fit = divisors(gcd(given.depth, filters))
            hint = f"groups must divide both the depth {given.depth} and the filters {filters}: {fit}"
            message = f"{groups} groups do not divide {what}"
            raise Misfit(problems.GROUPS_DO_NOT_DIVIDE, "groups", message, hint)
    return groups


class Conv(Filtering, Dilated):
    """Convolution: each of K filters of F x F x D slides over the volume and makes a slice; weights are shared."""

    kind = "conv"
    example: ClassVar[str] = "conv: {filters: 10, size: 3, pad: 1}"
    saves = ("input",)

    filters: Count = Field(description="How many filters, K: the depth of the output.")
    groups: Groups = optional(1, "Groups of slices convolved apart; `depth`: one filter sees one slice.")
    bias: Truth = optional(default=True, description="Whether each filter has a bias.")

    connect: Connect = optional(None, "A connection table: for each filter the input slices it sees, counted from 0.")

    def together(self) -> None:
        """Insist on a list for each filter in a connection table, and no groups beside it."""
        if self.connect is None:
            return
        message = ""
        if len(self.connect) != self.filters:
            message = f"`connect` has {len(self.connect)} lists, but there are {self.filters} filters"
        elif self.groups != 1:
            message = "`connect` and `groups` both say which slices a filter sees: write one of them"
        if message:
            raise invalid(message, path=("connect",))

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give a slice a filter."""
        return (axis("K", self.filters),)

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Give the filters (K, D/groups, F_h, F_w) and a bias each, used at every position of the output.

        With a connection table the weights are (pairs, F_h, F_w), ordered by filter.
        """
        spatial(self, given[0])
        everywhere = positions(made, "2")
        filters = axis("K", self.filters)
        sizes = filter_axes(per_axis(self.size, given[0], "size"))
        if self.connect is not None:
            shape = (axis("pairs", self.pairs(given[0])), *sizes)
        else:
            groups = group_count(self.groups, self.filters, given[0])
            shape = (filters, axis("D", given[0].depth, groups), *sizes)
        weight = Parameter("weight", "weight", shape, everywhere)
        return (weight, Parameter("bias", "bias", (filters,), everywhere)) if self.bias else (weight,)

    def even(self) -> bool:
        """Say no where a table says which slices each filter sees."""
        return self.connect is None

    def pairs(self, given: Volume) -> int:
        """Count the pairs of filter and slice in the connection table; Misfit for a slice that does not exist."""
        table = self.connect or ()
        last = max(max(seen) for seen in table)
        if last >= given.depth:
            message = f"`connect` names slice {last}, but {given} has the slices 0 to {given.depth - 1}"
            raise Misfit(problems.SHAPE_MISMATCH, "connect", message)
        return sum(map(len, table))


def _any(pixels: int | tuple[int, ...]) -> bool:
    return any(pixels) if isinstance(pixels, tuple) else bool(pixels)


class ConvTranspose(Layer):
    """Transposed convolution (deconvolution): each input value lays down a filter, so that the volume grows."""

    kind = "conv_transpose"
    turns = MappingProxyType({"conv": "kept"})
    example: ClassVar[str] = "conv_transpose: {filters: 10, size: 2, stride: 2}"
    saves = ("input",)

    filters: Count = Field(description="How many filters, K: the depth of the output.")
    size: Size = Field(description="The filter's extent F: one number for all axes, or one per axis (3x5).")
    stride: Size = optional(1, "How far apart neighbouring inputs lay their filters down, S.")
    pad: SpreadPad = optional(0, "Pixels taken off each side of the output, P; `same`: input x stride comes out.")
    output_pad: Margin = optional(0, "Pixels added at the end; less than the stride or the dilation.")
    dilation: Size = optional(1, "How far apart a filter's values stand; 1 is ordinary.")
    groups: Groups = optional(1, "Groups of slices convolved apart; `depth`: one filter sees one slice.")
    bias: Truth = optional(default=True, description="Whether each filter has a bias.")

    def together(self) -> None:
        """Insist that one field alone says how many pixels come out."""
        if self.pad == "same" and _any(self.output_pad):
            message = "`pad: same` and `output_pad` both say how many pixels come out: write one of them"
            raise invalid(message, path=("output_pad",))

    def even(self) -> bool:
        """Say no: how many inputs reach a neuron hangs on its position."""
        return False

    def window(self, *given: Volume, rules: Arithmetic) -> Window:
        """Lay size, stride, padding, dilation and the extra pixels out along the axes."""
        spatial(self, given[0])
        fields = ("size", "stride", "dilation", "output_pad")
        numbers = [per_axis(getattr(self, field), given[0], field) for field in fields]
        for _, S, d, extra in zip(*numbers, strict=True):
            if extra >= max(S, d):
                message = f"`output_pad` {extra} is not less than the stride {S} or the dilation {d}"
                raise Misfit(problems.SHAPE_MISMATCH, "output_pad", message)
        bare = [Slide(F, S, 0, 0, d, transposed=True, extra=extra) for F, S, d, extra in zip(*numbers, strict=True)]
        if self.pad == "same":
            return tuple(grown(slide, rules) for slide in bare)
        pads = sides(self.pad, given[0])
        return tuple(
            slide._replace(before=before, after=after) for slide, (before, after) in zip(bare, pads, strict=True)
        )

    def output(self, *given: Volume, window: Window | None, rules: Arithmetic) -> Volume:
        """Spread the input by the stride, lay the filters down, take the padding off; Misfit where nothing is left."""
        made = super().output(*given, window=window, rules=rules)
        if min(made.spatial) < 1:
            message = f"nothing is left: the padding takes off all that {given[0]} makes"
            raise Misfit(problems.SHAPE_MISMATCH, "pad", message, "a smaller pad")
        return made

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give a slice a filter."""
        return (axis("K", self.filters),)

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Give the filters (D, K/groups, F_h, F_w), used at every input position, and a bias for each filter."""
        spatial(self, given[0])
        groups = group_count(self.groups, self.filters, given[0])
        sizes = filter_axes(per_axis(self.size, given[0], "size"))
        shape = (axis("D", given[0].depth), axis("K", self.filters, groups), *sizes)
        weight = Parameter("weight", "weight", shape, positions(given[0], "1") if made else None)
        bias = Parameter("bias", "bias", (axis("K", self.filters),), positions(made, "2"))
        return (weight, bias) if self.bias else (weight,)
