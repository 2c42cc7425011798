"""Axes as a spec names them: `depth`, or a place in the volume's own order, from 0."""

from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from netcalc import problems
from netcalc.layers.base import Misfit
from netcalc.layers.labels import LETTERS
from netcalc.layers.written.fields import WholeLike
from netcalc.layers.written.given import Given
from netcalc.layers.written.values import whole, wrong
from netcalc.volume import MOST_AXES, Volume

AxisName: TypeAlias = int | Literal["depth"]
TAKES: Final = f"`depth`, or the place of an axis in the volume, from 0 to {MOST_AXES}"
AXIS_SCHEMA: Final = {"anyOf": [{"enum": ["depth"]}, {"type": "integer", "minimum": 0, "maximum": MOST_AXES}]}


def axis_name(value: object, takes: str = TAKES) -> AxisName:
    """Read the name of an axis."""
    if value == "depth":
        return "depth"
    if isinstance(value, str):
        raise wrong(takes, value, ("depth",))
    number = whole(value, least=0, takes=takes)
    if number > MOST_AXES:
        raise wrong(takes, value)
    return number


if TYPE_CHECKING:
    AxisField = Given[WholeLike, AxisName]
else:
    AxisField = Annotated[AxisName, PlainValidator(axis_name), WithJsonSchema(AXIS_SCHEMA)]


def place(axis: AxisName, given: Volume, field: str) -> int:
    """Give the place of an axis in a volume, the depth last; Misfit where the volume has no such axis."""
    if axis == "depth":
        return len(given) - 1
    if axis >= len(given):
        axes = ", ".join(f"{at} ({letter})" for at, letter in enumerate((*LETTERS[: len(given) - 1], "the depth")))
        message = f"`{field}: {axis}` is no axis of {given}"
        raise Misfit(problems.SHAPE_MISMATCH, field, message, f"its axes are {axes}")
    return axis
