"""Reduction: values along some axes become one, their mean, largest, sum or length."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal, TypeAlias, get_args

from pydantic import Field, PlainValidator, WithJsonSchema

from netcalc.arithmetic import Arithmetic, N, NumberRules, Slide
from netcalc.layers.array import Axis, axis
from netcalc.layers.base import Layer, Sees, Window, WindowOf
from netcalc.layers.labels import Put
from netcalc.layers.parts.axes import AXIS_SCHEMA, AxisName, axis_name, place
from netcalc.layers.parts.sliding import spatial
from netcalc.layers.saved import Saved, entry
from netcalc.layers.written.choice import CHOICE
from netcalc.layers.written.values import wrong
from netcalc.volume import Volume

TAKES: Final = "`depth`, `space`, or a list of axes (0, 1, 2: the volume's own order; depth)"
Over: TypeAlias = Literal["depth", "space"] | tuple[AxisName, ...]
Operation: TypeAlias = Literal["mean", "max", "sum", "l2"]
Summary = Annotated[Operation, CHOICE]


def _over(value: object) -> Over:
    if value == "depth":
        return "depth"
    if value == "space":
        return "space"
    if not isinstance(value, list | tuple) or not value:
        raise wrong(TAKES, value, ("depth", "space"))
    axes = tuple(axis_name(each, TAKES) for each in value)
    if len(set(axes)) < len(axes):
        raise wrong(TAKES + ", each once", list(axes))
    return axes


if TYPE_CHECKING:
    from netcalc.layers.written.fields import WholeLike
    from netcalc.layers.written.given import Given

    OverField = Given[Sequence[WholeLike], Over]
else:
    SCHEMA: Final[dict[str, Any]] = {
        "anyOf": [{"enum": ["depth", "space"]}, {"type": "array", "items": AXIS_SCHEMA, "minItems": 1}]
    }
    OverField = Annotated[Any, PlainValidator(_over), WithJsonSchema(SCHEMA)]


class Reduce(Layer):
    """Reduction: along some axes all values become one, their mean (or maximum, sum, length); the extents become 1."""

    kind = "reduce"
    main = "over"
    example: ClassVar[str] = "reduce: depth"

    over: OverField = Field(description="The axes whose extents become 1: `depth`, `space`, or a list of axes.")
    op: Summary = Field(default="mean", description="What the values become: their mean, max, sum, or length (l2).")

    @classmethod
    def meant(cls, field: str, written: object) -> str:
        """Say where an operation is written, and that several axes, or one, are a list."""
        if field == "over" and written in get_args(Operation):
            return f"write what it works over too: `reduce: {{over: space, op: {written}}}`"
        if field == "over" and type(written) is int and written >= 0:
            return f"write `over: [{written}]`"
        return super().meant(field, written)

    def along(self, given: Volume) -> frozenset[int]:
        """Give the axes that are reduced, by their places in the volume; Misfit where it has not got one."""
        if self.over == "space":
            spatial(self, given)
            return frozenset(range(len(given) - 1))
        if self.over == "depth":
            return frozenset({len(given) - 1})
        return frozenset(place(each, given, "over") for each in self.over)

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Leave 1 of each extent that is reduced."""
        came, along = super().extents(*given, window=None, rules=rules, put=put), self.along(given[0])
        return tuple(put("1", 1) if at in along else W1 for at, W1 in enumerate(came))

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Leave 1 of a depth that is reduced."""
        return (axis("1", 1),) if len(given[0]) - 1 in self.along(given[0]) else super().depth(*given)

    def sees(self, *given: Volume) -> Sees:
        """Say that it reads all where no spatial axis is left."""
        axes = range(len(given[0]) - 1)
        return "all" if axes and self.along(given[0]).issuperset(axes) else "own"

    def looks(self, *given: Volume, rules: Arithmetic) -> Window | None:
        """See a whole row or column of what is reduced."""
        along, extents = self.along(given[0]), given[0].spatial
        if along.isdisjoint(range(len(extents))):
            return None
        return tuple(Slide(W1, W1) if at in along else Slide(1) for at, W1 in enumerate(extents))

    def saved(self, *given: Volume, made: Volume) -> tuple[Saved, ...]:
        """Keep nothing for a mean or a sum, what came and what was made for a maximum or a length."""
        return () if self.op in ("mean", "sum") else (entry("input", made), entry("output", made))
