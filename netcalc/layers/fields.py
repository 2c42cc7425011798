"""The types of a spec's fields: each says in a sentence what it takes, and in JSON Schema what an editor may offer."""

import math
import re
from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from netcalc.arithmetic import Rounding
from netcalc.problems import INVALID_VALUE, LIMIT_EXCEEDED
from netcalc.volume import MOST, MOST_AXES, Volume, checked, parse_extents

NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,200}")
REFERENCE: Final = re.compile(r"[A-Za-z0-9_.-]{1,1000}")
TAKEN: Final = frozenset({"input", "output", "totals", "valid", "memory"})
SIDES: Final = (("left", "right"), ("top", "bottom"), ("front", "back"))

TEMPLATE: Final = {"type": "string", "pattern": r"\$\{.*\}"}

Extents: TypeAlias = int | tuple[int, ...]
Sides: TypeAlias = tuple[tuple[int, int], ...]
Real = TypeVar("Real", int, float)


def brief(value: object) -> str:
    """Write a value as it was written, shortened where it is long."""
    text = str(value).lower() if isinstance(value, bool) else "null" if value is None else str(value)
    return text if len(text) <= 40 else text[:37] + "..."


def shown(value: object) -> str:
    """Say what was written, text in quotes, so that it is told from a number."""
    if value is None:
        return "nothing"
    return f'"{brief(value)}"' if isinstance(value, str) else brief(value)


def wrong(takes: str, value: object) -> PydanticCustomError:
    """Make the error of a value that is not of the form a field takes."""
    return PydanticCustomError(INVALID_VALUE, "takes {takes}, not {value}", {"takes": takes, "value": shown(value)})


def within(value: Real) -> Real:
    """Refuse a number beyond the limit."""
    if abs(value) > MOST:
        raise PydanticCustomError(LIMIT_EXCEEDED, "is larger than any number netcalc takes (10^9)")
    return value


def whole(value: object, *, least: int, takes: str) -> int:
    """Read a whole number that is at least so large; never a truth value or a fraction."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong(takes, value)
    if within(value) < least:
        raise wrong(takes, value)
    return value


def _whole(least: int) -> Callable[[object], int]:
    takes = f"a whole number of at least {least}"
    return lambda value: whole(value, least=least, takes=takes)


def _extents(least: int) -> Callable[[object], Extents]:
    takes = f"a whole number of at least {least}, or one per axis (3x5 or [3, 5])"

    def read(value: object) -> Extents:
        if isinstance(value, str):
            try:
                several = parse_extents(value)
            except ValueError:
                raise wrong(takes, value) from None
            value = several[0] if len(several) == 1 else several
        if not isinstance(value, list | tuple):
            return whole(value, least=least, takes=takes)
        if not 1 <= len(value) <= MOST_AXES:
            raise wrong(takes, list(value))
        return tuple(whole(part, least=least, takes=takes) for part in value)

    return read


def _pad(value: object) -> Extents | Literal["same"] | Sides:
    return "same" if value == "same" else _margins(value, "`same`, ")


def _rim(value: object) -> Extents | Sides:
    return _margins(value, "")


def _margins(value: object, same: str) -> Extents | Sides:
    takes = f"a number of pixels, one per axis, {same}`valid`, or sides such as {{left: 0, right: 1}}"
    if value == "valid":
        return 0
    if isinstance(value, dict):
        known = {side for sides in SIDES for side in sides}
        if not value or not set(value) <= known:
            raise wrong(takes, value)
        return tuple(
            (whole(value.get(first, 0), least=0, takes=takes), whole(value.get(last, 0), least=0, takes=takes))
            for first, last in SIDES
        )
    try:
        return _extents(0)(value)
    except PydanticCustomError as error:
        raise (error if error.type == LIMIT_EXCEEDED else wrong(takes, value)) from None


def _volume(value: object) -> Volume:
    takes = "a volume such as 32x32x3 (width x height x depth)"
    parts: object = value
    if isinstance(value, dict):
        if set(value) != {"width", "height", "depth"}:
            raise wrong(takes, value)
        parts = [value["width"], value["height"], value["depth"]]
    elif isinstance(value, str):
        try:
            parts = parse_extents(value)
        except ValueError:
            raise wrong(takes, value) from None
    elif isinstance(value, int) and not isinstance(value, bool):
        parts = [value]
    if not isinstance(parts, list | tuple):
        raise wrong(takes, value)
    try:
        return checked(whole(part, least=1, takes=takes) for part in parts)
    except PydanticCustomError:
        raise
    except ValueError as error:
        raise PydanticCustomError(INVALID_VALUE, "takes {takes}: {why}", {"takes": takes, "why": str(error)}) from None


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise wrong("true or false", value)
    return value


def _name(value: object) -> str:
    if not isinstance(value, str) or not NAME.fullmatch(value):
        raise wrong("letters, digits, `_` and `-` (a number stands in quotes)", value)
    if value in TAKEN:
        raise PydanticCustomError(INVALID_VALUE, "cannot be {value}: the name is taken", {"value": value})
    return value


def _references(value: object) -> tuple[str, ...]:
    takes = "the name of a layer, or a list of names"
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or not names:
        raise wrong(takes, value)
    for name in names:
        if not isinstance(name, str) or not REFERENCE.fullmatch(name):
            raise wrong(takes, name)
    return tuple(names)


def real(takes: str, *, low: float = -math.inf, high: float = math.inf) -> PlainValidator:
    """Make the validator of a field that takes a real number, low <= number < high."""

    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise wrong(takes, value)
        if not low <= within(value) < high:
            raise wrong(takes, value)
        return float(value)

    return PlainValidator(read)


def _several(value: object) -> tuple[str, ...]:
    names = _references(value)
    if len(names) < 2:
        raise wrong("a list of at least two layers to join", names[0])
    return names


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise wrong("text", value)
    return value


def one_of(*words: str) -> PlainValidator:
    """Make the validator of a field that takes one of a few words."""

    def read(value: object) -> str:
        if value not in words or not isinstance(value, str):
            raise wrong(" or ".join(f"`{word}`" for word in words), value)
        return value

    return PlainValidator(read)


def _count_schema(least: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": MOST}


def _part_schema(least: int) -> dict[str, Any]:
    return {"anyOf": [_count_schema(least), TEMPLATE]}


def _extents_schema(least: int) -> list[dict[str, Any]]:
    return [
        _count_schema(least),
        {"type": "string", "pattern": r"^\s*[0-9]+(\s*[x×*X]\s*[0-9]+){0,2}\s*$"},
        {"type": "array", "items": _part_schema(least), "minItems": 1, "maxItems": MOST_AXES},
    ]


VOLUME_SCHEMA: Final[dict[str, Any]] = {
    "anyOf": [
        _count_schema(1),
        {"type": "string", "pattern": r"^\s*[0-9]+(\s*[x×*X]\s*[0-9]+){0,3}\s*$"},
        {"type": "array", "items": _part_schema(1), "minItems": 1, "maxItems": MOST_AXES + 1},
        {
            "type": "object",
            "properties": {extent: _part_schema(1) for extent in ("width", "height", "depth")},
            "required": ["width", "height", "depth"],
            "additionalProperties": False,
        },
    ]
}
SIDES_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {side: _part_schema(0) for sides in SIDES for side in sides},
    "minProperties": 1,
    "additionalProperties": False,
}
PAD_SCHEMA: Final[dict[str, Any]] = {"anyOf": [{"enum": ["same", "valid"]}, *_extents_schema(0), SIDES_SCHEMA]}
RIM_SCHEMA: Final[dict[str, Any]] = {"anyOf": [{"enum": ["valid"]}, *_extents_schema(0), SIDES_SCHEMA]}
NAME_SCHEMA: Final = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,200}$"}
REFERENCE_SCHEMA: Final = {"type": "string", "pattern": r"^[A-Za-z0-9_.-]{1,1000}$|\$\{.*\}"}
REFERENCES_SCHEMA: Final[dict[str, Any]] = {
    "anyOf": [REFERENCE_SCHEMA, {"type": "array", "items": REFERENCE_SCHEMA, "minItems": 1}]
}

Count = Annotated[int, PlainValidator(_whole(1)), WithJsonSchema(_count_schema(1))]
Whole = Annotated[int, PlainValidator(_whole(0)), WithJsonSchema(_count_schema(0))]
Size = Annotated[Extents, PlainValidator(_extents(1)), WithJsonSchema({"anyOf": _extents_schema(1)})]
Margin = Annotated[Extents, PlainValidator(_extents(0)), WithJsonSchema({"anyOf": _extents_schema(0)})]
Pad = Annotated[Extents | Literal["same"] | Sides, PlainValidator(_pad), WithJsonSchema(PAD_SCHEMA)]
Rim = Annotated[Extents | Sides, PlainValidator(_rim), WithJsonSchema(RIM_SCHEMA)]
Truth = Annotated[bool, PlainValidator(_truth), WithJsonSchema({"type": "boolean"})]
Name = Annotated[str, PlainValidator(_name), WithJsonSchema(NAME_SCHEMA)]
References = Annotated[tuple[str, ...], PlainValidator(_references), WithJsonSchema(REFERENCES_SCHEMA)]
Several = Annotated[
    tuple[str, ...],
    PlainValidator(_several),
    WithJsonSchema({"type": "array", "items": REFERENCE_SCHEMA, "minItems": 2}),
]
Shape = Annotated[Volume, PlainValidator(_volume), WithJsonSchema(VOLUME_SCHEMA)]
Number = Annotated[float, real("a number"), WithJsonSchema({"type": "number"})]
Positive = Annotated[
    float, real("a number above 0", low=5e-324), WithJsonSchema({"type": "number", "exclusiveMinimum": 0})
]
Rate = Annotated[
    float,
    real("a share from 0 to below 1", low=0, high=1),
    WithJsonSchema({"type": "number", "minimum": 0, "exclusiveMaximum": 1}),
]
RoundingField = Annotated[
    Rounding, one_of("exact", "floor", "ceil"), WithJsonSchema({"enum": ["exact", "floor", "ceil"]})
]
Text = Annotated[str, PlainValidator(_text), WithJsonSchema({"type": "string"})]
