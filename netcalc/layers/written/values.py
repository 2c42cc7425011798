"""Values as people write them, read into numbers, volumes and names; each reader says in a sentence what it takes."""

import math
import re
from collections.abc import Callable, Collection, Sequence
from typing import Final, TypeAlias, TypeVar

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from netcalc.problems import INVALID_VALUE, LIMIT_EXCEEDED
from netcalc.text.brief import brief
from netcalc.text.words import meant_value
from netcalc.volume import MOST, MOST_AXES, Volume, checked, parse_extents, parse_volume

NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,200}")
REFERENCE: Final = re.compile(r"[A-Za-z0-9_.-]{1,1000}")
TAKEN: Final = frozenset({"input", "output", "totals", "valid", "memory", "unshared"})
UNKNOWN: Final = "unknown"
SIDES: Final = (("left", "right"), ("top", "bottom"), ("front", "back"))
MOST_STATED: Final = 10**18  # a sum that somebody states

Extents: TypeAlias = int | tuple[int, ...]
Sides: TypeAlias = tuple[tuple[int, int], ...]
Real = TypeVar("Real", int, float)
T = TypeVar("T")


def shown(value: object) -> str:
    """Say what was written, text in quotes, so that it is told from a number."""
    if value is None:
        return "nothing"
    return f'"{brief(value)}"' if isinstance(value, str) else brief(value)


def wrong(takes: str, value: object, words: Collection[str] = ()) -> PydanticCustomError:
    """Make the error of a value that is not of the form a field takes; `words` are those that it takes."""
    meant = meant_value(value, words) if isinstance(value, str) and words else None
    return PydanticCustomError(
        INVALID_VALUE,
        "takes {takes}, not {value}",
        {"takes": takes, "value": shown(value) + (f": write `{meant}`" if meant else "")},
    )


def within(value: Real) -> Real:
    """Refuse a number beyond the limit."""
    if abs(value) > MOST:
        raise PydanticCustomError(LIMIT_EXCEEDED, "is larger than any number netcalc takes (10^9)")
    return value


def amount(value: object) -> int:
    """Read a whole number that somebody states as the sum of many: at least 0, as large as a sum may be."""
    if isinstance(value, int) and abs(value) > MOST_STATED:
        raise PydanticCustomError(LIMIT_EXCEEDED, "is larger than any sum netcalc takes (10^18)")
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise wrong("a whole number of at least 0", value)
    return value


def whole(value: object, *, least: int, takes: str) -> int:
    """Read a whole number that is at least so large; never a truth value or a fraction."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong(takes, value)
    if within(value) < least:
        raise wrong(takes, value)
    return value


def whole_of(least: int) -> Callable[[object], int]:
    """Make the reader of a whole number that is at least so large."""
    takes = f"a whole number of at least {least}"
    return lambda value: whole(value, least=least, takes=takes)


def extents_of(least: int) -> Callable[[object], Extents]:
    """Make the reader of one number for all axes, or one per axis."""
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


def pad_of(*words: str) -> Callable[[object], Extents | str | Sides]:
    """Make the reader of padding: a margin, or one of these words."""
    takes = "".join(f"`{word}`, " for word in words)

    def read(value: object) -> Extents | str | Sides:
        word = meant_value(value, (*words, "valid")) if isinstance(value, str) else None
        return word if word in words and word is not None else _margins(word or value, takes)

    return read


def margin(value: object) -> Extents | Sides:
    """Read a margin: a number of pixels, one per axis, `valid`, or sides by name."""
    return _margins(value, "")


def _margins(value: object, words: str) -> Extents | Sides:
    takes = f"a number of pixels, one per axis, {words}`valid`, or sides such as {{left: 0, right: 1}}"
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
    if isinstance(value, tuple) and value and all(isinstance(pair, tuple) and len(pair) == 2 for pair in value):
        return _margins(dict(zip((side for sides in SIDES for side in sides), sum(value, ()), strict=False)), words)
    try:
        return extents_of(0)(value)
    except PydanticCustomError as error:
        raise (error if error.type == LIMIT_EXCEEDED else wrong(takes, value)) from None


def if_known(read: Callable[[object], T]) -> Callable[[object], T | None]:
    """Give what reads a value, or the word `unknown`, which is None."""
    return lambda value: None if value == UNKNOWN else read(value)


def volume(value: object) -> Volume:
    """Read a volume: `32x32x3`, a list, a number, or an image's extents by name."""
    takes = "a volume such as 32x32x3 (width x height x depth)"
    parts: object = value
    if isinstance(value, dict):
        if set(value) != {"width", "height", "depth"}:
            raise wrong(takes, value)
        parts = [value["width"], value["height"], value["depth"]]
    elif isinstance(value, str):
        try:
            parts = parse_volume(value)
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


def truth(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise wrong("true or false", value)
    return value


def name(value: object) -> str:
    """Read the name of a layer: not one that a query needs for something else."""
    if not isinstance(value, str) or not NAME.fullmatch(value):
        raise wrong("letters, digits, `_` and `-` (a number stands in quotes)", value)
    if value in TAKEN:
        raise PydanticCustomError(INVALID_VALUE, "cannot be {value}: the name is taken", {"value": value})
    return value


def reference(value: object) -> str:
    """Read the name of a layer that stands elsewhere."""
    if not isinstance(value, str) or not REFERENCE.fullmatch(value):
        raise wrong("the name of a layer", value)
    return value


def references(value: object) -> tuple[str, ...]:
    """Read the name of a layer, or a list of names."""
    takes = "the name of a layer, or a list of names"
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or not names:
        raise wrong(takes, value)
    for each in names:
        if not isinstance(each, str) or not REFERENCE.fullmatch(each):
            raise wrong(takes, each)
    return tuple(names)


def several(value: object) -> tuple[str, ...]:
    """Read the names of the layers that are joined: two at least."""
    names = references(value)
    if len(names) < 2:
        raise wrong("a list of at least two layers to join", names[0])
    return names


def pair(value: object) -> tuple[str, ...]:
    """Read the names of two layers."""
    names = references(value)
    if len(names) != 2:
        raise wrong("a list of two layers", list(names))
    return names


def text(value: object) -> str:
    """Read text."""
    if not isinstance(value, str):
        raise wrong("text", value)
    return value


def real(takes: str, *, low: float = -math.inf, high: float = math.inf) -> PlainValidator:
    """Make the validator of a field that takes a real number, low <= number < high."""

    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise wrong(takes, value)
        if not low <= within(value) < high:
            raise wrong(takes, value)
        return float(value)

    return PlainValidator(read)


def word_of(value: object, words: Sequence[str]) -> str:
    """Read one of a few words."""
    if value not in words or not isinstance(value, str):
        raise wrong(" or ".join(f"`{word}`" for word in words), value, words)
    return value


def one_of(*words: str) -> PlainValidator:
    """Make the validator of a field that takes one of a few words, which a table lists."""
    return PlainValidator(lambda value: word_of(value, words))
