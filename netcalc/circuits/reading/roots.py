"""What a root sign without brackets is the root of: the name, number, call or |x| behind it, and no more."""

import re
from collections.abc import Mapping
from typing import Final

ROOT: Final = "√"
RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
VALUE: Final = re.compile(rf"(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[^\W\d](?:(?![{RAISED}])[\w.])*")
POWER: Final = re.compile(rf"\s*(?:[{RAISED}]|\*\*|\^(?!\s*T(?!\w)))")


def roots(text: str, bars: Mapping[int, int]) -> dict[int, int]:
    """Give where each root begins that has no brackets, and where it ends; `bars` are those that open, and shut.

    A root with a power behind it is none of them: √x² may be (√x)² or √(x²).

    >>> roots("√x + √w[0]·√|y|", {12: 14}), roots("√x²", {}), roots("√(x)", {})
    ({0: 2, 5: 10, 11: 15}, {}, {})
    """
    found: dict[int, int] = {}
    brackets, whole = _brackets(text), {first: last + 1 for first, last in bars.items()}
    for at in reversed(range(len(text))):  # an inner root before the root of it
        if text[at] == ROOT:
            end = _end(text, at + 1, whole, brackets)
            if end is not None and not POWER.match(text, end):
                found[at] = whole[at] = end
    return dict(sorted(found.items()))


def _end(text: str, at: int, whole: Mapping[int, int], brackets: Mapping[int, int]) -> int | None:
    """Give the end of the value that begins here; None where none does, or where it has its own brackets."""
    while text[at : at + 1].isspace():
        at += 1
    if at in whole:
        return whole[at]
    value = VALUE.match(text, at)
    end = value.end() if value else None
    while end is not None and end in brackets:  # of a call, or of places in an array
        end = brackets[end]
    return end


def _brackets(text: str) -> dict[int, int]:
    """Give where each bracket opens, and where what is in it has ended."""
    opened: list[int] = []
    found: dict[int, int] = {}
    for at, sign in enumerate(text):
        if sign in "([":
            opened.append(at)
        elif sign in ")]" and opened:
            found[opened.pop()] = at + 1
    return found
