"""Fractions in words: one third, two-thirds, three quarters, one over three."""

import re
from typing import Final

SMALL: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNTED: Final = {"a": 1, "an": 1} | {word: number for number, word in enumerate(SMALL, 1)}
PARTS: Final = {
    "half": 2, "halve": 2, "third": 3, "fourth": 4, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
WORDS: Final = re.compile(
    rf"\b(?P<above>{'|'.join(COUNTED)}|[0-9]+)[ -](?P<below>{'|'.join(PARTS)})s?\b(?! ?(?:-|of\b|layer|filter|[0-9(]))",
    re.IGNORECASE,
)
OVER: Final = re.compile(
    rf"\b(?P<above>{'|'.join(COUNTED)}|[0-9]+) (?:over|out of) (?P<below>{'|'.join(SMALL)}|[0-9]+)\b(?![.,][0-9])",
    re.IGNORECASE,
)


def in_numbers(text: str) -> str:
    """Write fractions in words as divisions.

    >>> in_numbers("two-thirds"), in_numbers("minus one over 4"), in_numbers("a third layer")
    ('(2/3)', 'minus (1/4)', 'a third layer')
    """
    return OVER.sub(_over, WORDS.sub(_part, text))


def _part(found: re.Match[str]) -> str:
    return f"({_number(found['above'])}/{PARTS[found['below'].lower()]})"


def _over(found: re.Match[str]) -> str:
    return f"({_number(found['above'])}/{_number(found['below'])})"


def _number(word: str) -> str:
    return str(COUNTED.get(word.lower(), word))
