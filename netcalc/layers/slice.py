"""Slicing: some of the values along one axis, as Python takes them from a list."""

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import PlainValidator, WithJsonSchema

from netcalc import problems
from netcalc.arithmetic import Arithmetic, N, NumberRules, Slide
from netcalc.layers.base import Layer, Misfit, Window, WindowOf
from netcalc.layers.labels import Put
from netcalc.layers.parts.axes import AxisField, place
from netcalc.layers.written.fields import WholeLike
from netcalc.layers.written.given import Given, optional
from netcalc.layers.written.values import whole, wrong
from netcalc.volume import MOST, Volume


def _any(value: object) -> int:
    return whole(value, least=-MOST, takes="a whole number")


def _step(value: object) -> int:
    if _any(value) == 0:
        raise wrong("a whole number other than 0", value)
    return _any(value)


WHOLE_SCHEMA = {"type": "integer", "minimum": -MOST, "maximum": MOST}
if TYPE_CHECKING:
    Place = Given[WholeLike | None, int | None]
    Step = Given[WholeLike, int]
else:
    Place = Annotated[int, PlainValidator(_any), WithJsonSchema(WHOLE_SCHEMA)] | None
    Step = Annotated[int, PlainValidator(_step), WithJsonSchema({**WHOLE_SCHEMA, "not": {"const": 0}})]


class Slice(Layer):
    """Slice: from start to before stop, every step-th along an axis, as Python does; below 0 counts from the end."""

    kind = "slice"
    example: ClassVar[str] = "slice: {start: 0, stop: 4}"
    saves = ()
    storage = "view"

    axis: AxisField = optional("depth", "Along which axis: `depth`, or its place in the volume, from 0.")
    start: Place = optional(None, "The first value taken; left out, the first there is.")
    stop: Place = optional(None, "The first value not taken; left out, all to the end.")
    step: Step = optional(1, "How far the next value lies; less than 0 goes backward.")

    def taken(self, given: Volume) -> tuple[int, range]:
        """Give the axis, and which of its values are taken; Misfit where none is."""
        at = place(self.axis, given, "axis")
        found = range(*slice(self.start, self.stop, self.step).indices(given[at]))
        if not found:
            bounds = ":".join("" if each is None else str(each) for each in (self.start, self.stop, self.step))
            message = f"nothing is left: [{bounds}] takes none of the {given[at]} values along the axis"
            field = "start" if self.start is not None else "stop"
            raise Misfit(problems.SHAPE_MISMATCH, field, message, _mended(found, given[at]))
        return at, found

    def _counted(self, given: Volume, rules: NumberRules[N], put: Put[N]) -> tuple[int, N]:
        """Count the values taken: (stop - start) / step, rounded up."""
        at, taken = self.taken(given)
        way = put("stop", taken.stop) - put("start", taken.start)
        return at, way if taken.step == 1 else rules.up(way, put("step", taken.step))

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Give as many as are taken along the axis."""
        came = super().extents(*given, window=None, rules=rules, put=put)
        at, count = self._counted(given[0], rules, put)
        return came if at == len(came) else (*came[:at], count, *came[at + 1 :])

    def deep(self, *given: Volume, rules: NumberRules[N], put: Put[N]) -> N:
        """Give as many as are taken of the depth, or all of it."""
        at, count = self._counted(given[0], rules, put)
        return count if at == len(given[0]) - 1 else super().deep(*given, rules=rules, put=put)

    def looks(self, *given: Volume, rules: Arithmetic) -> Window | None:
        """See what was taken along space: the first lies at the start."""
        at, taken = self.taken(given[0])
        if at == len(given[0]) - 1:
            return None
        own = Slide(1, taken.step, -taken.start)
        return tuple(own if axis == at else Slide(1) for axis, _ in enumerate(given[0].spatial))


def _mended(found: range, extent: int) -> str:
    """Say which start or stop would leave something."""
    if found.start >= extent:
        return f"a start of at most {extent - 1}"
    return "a stop behind the start" if found.step > 0 else "a stop before the start"
