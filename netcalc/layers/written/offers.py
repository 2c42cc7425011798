"""What an editor may offer for a field: JSON Schema of each form of value."""

from typing import Any, Final

from netcalc.layers.written.values import MOST_STATED, SIDES
from netcalc.volume import MOST, MOST_AXES

TEMPLATE: Final = {"type": "string", "pattern": r"\$\{.*\}"}


def count_schema(least: int) -> dict[str, Any]:
    """Offer a whole number that is at least so large."""
    return {"type": "integer", "minimum": least, "maximum": MOST}


AMOUNT_SCHEMA: Final[dict[str, Any]] = {"type": "integer", "minimum": 0, "maximum": MOST_STATED}


def _part(least: int) -> dict[str, Any]:
    return {"anyOf": [count_schema(least), TEMPLATE]}


def extents_schema(least: int) -> list[dict[str, Any]]:
    """Offer one number for all axes, or one per axis."""
    return [
        count_schema(least),
        {"type": "string", "pattern": r"^\s*[0-9]+(\s*[x×*X]\s*[0-9]+){0,2}\s*$"},
        {"type": "array", "items": _part(least), "minItems": 1, "maxItems": MOST_AXES},
    ]


VOLUME_SCHEMA: Final[dict[str, Any]] = {
    "anyOf": [
        count_schema(1),
        {"type": "string", "pattern": r"^\s*[0-9]+(\s*[x×*X]\s*[0-9]+){0,3}\s*$"},
        {"type": "string", "pattern": r"^\s*[(\[]?\s*[0-9]+(\s*,\s*[0-9]+){1,3}\s*,?\s*[)\]]?\s*$"},
        {"type": "array", "items": _part(1), "minItems": 1, "maxItems": MOST_AXES + 1},
        {
            "type": "object",
            "properties": {extent: _part(1) for extent in ("width", "height", "depth")},
            "required": ["width", "height", "depth"],
            "additionalProperties": False,
        },
    ]
}
SIDES_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {side: _part(0) for sides in SIDES for side in sides},
    "minProperties": 1,
    "additionalProperties": False,
}


def pad_schema(*words: str) -> dict[str, Any]:
    """Offer pixels, sides, and words besides `valid`."""
    return {"anyOf": [{"enum": [*words, "valid"]}, *extents_schema(0), SIDES_SCHEMA]}


RIM_SCHEMA: Final = pad_schema()
NAME_PATTERN: Final = "^[A-Za-z0-9_-]{1,200}$"
NAME_SCHEMA: Final = {"type": "string", "pattern": NAME_PATTERN}
UNKNOWN_SCHEMA: Final = {"const": "unknown"}
REFERENCE_SCHEMA: Final = {"type": "string", "pattern": r"^[A-Za-z0-9_.-]{1,1000}$|\$\{.*\}"}
REFERENCES_SCHEMA: Final[dict[str, Any]] = {
    "anyOf": [REFERENCE_SCHEMA, {"type": "array", "items": REFERENCE_SCHEMA, "minItems": 1}]
}
SEVERAL_SCHEMA: Final[dict[str, Any]] = {"type": "array", "items": REFERENCE_SCHEMA, "minItems": 2}
PAIR_SCHEMA: Final[dict[str, Any]] = {**SEVERAL_SCHEMA, "maxItems": 2}
