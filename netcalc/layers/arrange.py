"""Kinds that give the same values another shape or another order of axes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final

from pydantic import Field, PlainValidator, WithJsonSchema

from netcalc import problems
from netcalc.arithmetic import Arithmetic, N, NumberRules
from netcalc.layers.array import Axis, axis, positions, written_extents
from netcalc.layers.base import Layer, Misfit, Sees, Turned, Unknown, Window, WindowOf
from netcalc.layers.labels import Put
from netcalc.layers.written.fields import Shape, WholeLike
from netcalc.layers.written.values import whole, wrong
from netcalc.volume import MOST_AXES, Volume

TAKES: Final = "the places of all axes in their new order ([1, 0] turns T x D into D x T)"


class Reshape(Layer):
    """Reshape: the same values in another shape; they keep the order in which flatten lays them, slice by slice."""

    kind = "reshape"
    main = "to"
    example: ClassVar[str] = "reshape: 36x32"
    saves = ()
    storage = "view"
    passes = True
    in_place = True

    to: Shape = Field(description="The volume that it makes; it holds as many values.")

    def output(self, *given: Volume, window: Window | None, rules: Arithmetic) -> Volume:
        """Give the volume written; Misfit where it holds another number of values."""
        if self.to.values != given[0].values:
            message = f"{given[0]} holds {given[0].values:,} values, {self.to} {self.to.values:,}"
            raise Misfit(problems.SHAPE_MISMATCH, "to", message, self._hint(given[0]))
        return super().output(*given, window=window, rules=rules)

    def _hint(self, given: Volume) -> str:
        """Name the depth that would do, if any would but that which came."""
        positions = self.to.values // self.to.depth
        fits = given.values % positions == 0
        if fits and self.to.spatial != given.spatial:
            return f"`to: {Volume((*self.to.spatial, given.values // positions))}`"
        return f"as many values as come in: {given.values:,}"

    @classmethod
    def meant(cls, field: str, written: object) -> str:
        """Say that no extent is left to be worked out."""
        if field == "to" and (written == -1 or (isinstance(written, list | tuple) and -1 in written)):
            return "write each extent, the depth last: none is worked out, and no batch is counted"
        return super().meant(field, written)

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Give the extents written."""
        return tuple(put(*each) for each in written_extents("to", self.to))

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give the depth written."""
        return (axis("to_depth", self.to.depth),)

    def sees(self, *given: Volume) -> Sees:
        """Say that it is flatten where no spatial axis is left; else neighbours are not what they were."""
        if self.to == given[0]:
            return "own"
        return "all" if not self.to.spatial else Unknown("lays the values out anew")


def _order(value: object) -> tuple[int, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise wrong(TAKES, value)
    order = tuple(whole(each, least=0, takes=TAKES) for each in value)
    if sorted(order) != list(range(len(order))) or len(order) > MOST_AXES + 1:
        raise wrong(TAKES, list(order))
    return order


if TYPE_CHECKING:
    from netcalc.layers.written.given import Given

    Order = Given[Sequence[WholeLike], tuple[int, ...]]
else:
    SCHEMA: Final[dict[str, Any]] = {
        "type": "array",
        "items": {"type": "integer", "minimum": 0, "maximum": MOST_AXES},
        "uniqueItems": True,
        "minItems": 1,
    }
    Order = Annotated[tuple, PlainValidator(_order), WithJsonSchema(SCHEMA)]


class Transpose(Layer):
    """Transpose: the axes in another order, as NumPy's; [1, 0] turns a sequence T x D into D x T."""

    kind = "transpose"
    main = "order"
    example: ClassVar[str] = "transpose: [1, 0, 2]"
    saves = ()
    storage = "view"
    passes = True

    order: Order = Field(description="Axis i of the new volume is axis order[i] of the old; the depth is the last.")

    @classmethod
    def meant(cls, field: str, written: object) -> str:
        """Say how the axes of a volume are counted."""
        if field == "order" and isinstance(written, list | tuple):
            return "axes are counted from 0 and without a batch: a volume's are 0 the width, 1 the height, 2 the depth"
        return super().meant(field, written)

    def _turned(self, given: Volume) -> tuple[int, ...]:
        if len(self.order) != len(given):
            message = f"`order: {list(self.order)}` has {len(self.order)} axes, but {given} has {len(given)}"
            hint = f"the axes are 0 to {len(given) - 1}, the depth the last: no batch is counted"
            raise Misfit(problems.SHAPE_MISMATCH, "order", message, hint)
        return self.order

    def _letters(self, given: Volume, put: Put[N]) -> tuple[N, ...]:
        """Label all axes of what came, in the new order."""
        came = [put(*each) for each in (*(positions(given, "1") or ()), ("D1", given.depth))]
        return tuple(came[at] for at in self._turned(given))

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Give the extents in the new order."""
        return self._letters(given[0], put)[:-1]

    def deep(self, *given: Volume, rules: NumberRules[N], put: Put[N]) -> N:
        """Give the extent of the axis that is now the depth."""
        return self._letters(given[0], put)[-1]

    def sees(self, *given: Volume) -> Sees:
        """Say which way its axes look; where the depth has moved, nobody can say."""
        *spatial, last = self.order
        return Turned(tuple(spatial)) if last == len(spatial) else Unknown("moves the depth among the axes")
