"""A layer written in another tool's words, written anew in ours, whole."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from netcalc.text.meanings.fields import PLACED, PLACES, SIDES
from netcalc.text.words import Ours, meant_field, meant_value, squeezed

PLAIN: Final = re.compile(r"[A-Za-z0-9_.][\w. +-]*")
TUPLE: Final = re.compile(r"\(\s*([0-9]+(?:\s*,\s*[0-9]+)*)\s*,?\s*\)")
WORDS: Final = ("same", "same_start", "causal", "valid", "avg", "max")
TRUTHS: Final = {  # what another tool says by a truth, and we by a word
    ("ceilmode", True): ("rounding", "ceil"),
    ("bidirectional", True): ("direction", "both"),
    ("gobackwards", True): ("direction", "backward"),
    ("returnsequences", True): ("output", "all"),
    ("returnsequences", False): ("output", "last"),
}
ACTIVATIONS: Final = ("activation", "activationfn", "nonlinearity")


def layer(meant: str, written: object, ours: Ours) -> str | None:
    """Say what to write for a layer; `meant` is its kind with the field that makes it so. None where that is unsure.

    >>> conv = Ours("conv", ("filters", "size", "pad"), ("filters", "size"), None)
    >>> layer("conv", {"out_channels": 10, "kernel_size": 3, "padding": "SAME"}, conv)
    'write `- conv: {filters: 10, size: 3, pad: same}`'
    """
    given = dict(_ours(_fields(written, ours), ours))
    if any(squeezed(word) in PLACED and word not in ours.fields for word in _fields(written, ours)):
        return None if any(field in ours.fields for field in PLACES) else _line(meant, given, ours)
    return _line(meant, given, ours)


def _line(meant: str, given: Mapping[str, str], ours: Ours) -> str | None:
    """Write the line of the fields that are ours, and the layer below it."""
    made = {field: value for field, value in given.items() if field in ours.fields}
    made |= {field: value for field, value in _making(meant, ours) if field not in made}
    missing = [f"`{field}`" for field in ours.needed if field not in made]
    if not made:
        return None
    below = f" and below it `- {given['- ']}`" if "- " in given else ""
    also = f", with its {' and '.join(missing)}" if missing else ""
    return f"write `- {_written(ours, made)}`{below}{also}"


def _fields(written: object, ours: Ours) -> Mapping[str, Any]:
    """Give the fields of a layer, a value alone being its main field's."""
    if isinstance(written, Mapping):
        return {str(word): value for word, value in written.items()}
    return {ours.main: written} if ours.main and written is not None else {}


def _making(meant: str, ours: Ours) -> Iterator[tuple[str, str]]:
    """Give the field that makes a kind what was meant: `op` of `pool: {op: avg}`."""
    _, _, making = meant.partition(": ")
    field, _, value = making.strip("{}").rpartition(": ")
    if making and (field or ours.main):
        yield field or str(ours.main), value


def _ours(written: Mapping[str, Any], ours: Ours) -> Iterator[tuple[str, str]]:
    """Give each field in our words; `- ` is a layer below."""
    sides = {word: value for word, value in written.items() if word in SIDES and word not in ours.fields}
    of_sides = meant_field(SIDES[0], ours.fields)
    if sides and of_sides:
        yield of_sides, text_of(sides)
    for word, value in written.items():
        if word in sides and of_sides:
            continue
        bare = squeezed(word)
        field = word if word in ours.fields else meant_field(word, ours.fields)
        if field is not None:
            yield field, text_of(value)
        elif bare in ACTIVATIONS and isinstance(value, str):
            yield "- ", value.lower()
        elif bare == "keepprob" and isinstance(value, int | float) and "rate" in ours.fields:
            yield "rate", text_of(float(1 - Fraction(str(value))))
        elif isinstance(value, bool) and (bare, value) in TRUTHS and TRUTHS[bare, value][0] in ours.fields:
            yield TRUTHS[bare, value]


def _written(ours: Ours, made: Mapping[str, str]) -> str:
    if list(made) == [ours.main] and not made[str(ours.main)].startswith("{"):  # a mapping holds fields
        return f"{ours.kind}: {made[str(ours.main)]}"
    return f"{ours.kind}: {{{', '.join(f'{field}: {value}' for field, value in made.items())}}}"


def text_of(value: object) -> str:
    """Write a value as a spec does.

    >>> text_of(True), text_of("(3, 5)"), text_of([2, 2]), text_of("SAME"), text_of("a: b")
    ('true', '3x5', '[2, 2]', 'same', '"a: b"')
    """
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(text_of, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {text_of(each)}' for key, each in value.items())}}}"
    return _word(value) if isinstance(value, str) else str(value)


def _word(value: str) -> str:
    several = TUPLE.fullmatch(value)
    if several:
        return "x".join(part.strip() for part in several[1].split(","))
    known = meant_value(value, WORDS)
    return known or (value if PLAIN.fullmatch(value) else f'"{value}"')
