"""A value in a sentence, as a spec writes it: [a, 1], {layer: conv1, transpose: true}, null; shortened where long."""

from collections.abc import Mapping
from itertools import islice
from typing import Final

LONGEST: Final = 40
KNOWN: Final = (str, int, float)  # of others a program shows the type: Fraction(5, 1)
DEEPEST: Final = 4  # deeper is cut off anyway


def brief(value: object) -> str:
    """Write a value as a spec would, shortened where it is long.

    >>> brief(["a", 1, None]), brief({"layer": "conv1", "transpose": True}), brief("x" * 50)
    ('[a, 1, null]', '{layer: conv1, transpose: true}', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...')
    """
    text = _written(value, DEEPEST)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def _written(value: object, deep: int) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(_some(value, deep))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name}: {held}' for name, held in _pairs(value, deep))}}}"
    return str(value) if isinstance(value, KNOWN) else repr(value)


def _some(values: list[object] | tuple[object, ...], deep: int) -> list[str]:
    """Write the first of many values: more are cut off."""
    return [_written(each, deep - 1) for each in values[:LONGEST]] if deep else ["..."]


def _pairs(mapping: Mapping[object, object], deep: int) -> list[tuple[str, str]]:
    some = islice(mapping.items(), LONGEST if deep else 0)
    return [(str(name), _written(held, deep - 1)) for name, held in some]
