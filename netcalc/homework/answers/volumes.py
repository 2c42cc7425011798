"""Volumes and extents as people write them, read."""

import re
from fractions import Fraction
from typing import Final

from netcalc.homework.answers.given import MOST_PARTS, SHOWN, Cannot, Extents, Given, NotReadable, Word
from netcalc.homework.answers.numbers import read_number
from netcalc.homework.answers.tidy import bare, is_cannot

BETWEEN: Final = re.compile(r"\s*(?:x|\*|,|;|\bby\b|\s)\s*")
EXTENT: Final = re.compile(r"[0-9]{1,20}(?:\.[0-9]{1,20}|/[0-9]{1,20})?")
BRACKETS: Final = re.compile(r"[\[(]([^\[\]()]*)[\])]")
TWO_WAYS: Final = re.compile(r"[0-9]+,[0-9]+|[0-9]{1,3}\.[0-9]{3}")
ARITHMETIC: Final = re.compile(r"[=+/()-]")
FIELDS: Final = {
    **dict.fromkeys(("all", "everything", "the whole input", "whole input"), "all"),
    "unknown": "unknown",
}


def read_volume(written: object) -> Given:
    """Read a volume, or extents, in any usual form; NotReadable where it is none.

    >>> read_volume("(28, 28, 6)") == read_volume("28 × 28 × 6")
    True
    """
    text = bare(written).lower()
    if is_cannot(text):
        return Cannot()
    if text in FIELDS:
        return Word(FIELDS[text])
    if TWO_WAYS.fullmatch(text):
        message = f"`{text[:SHOWN]}` can be read in two ways: write a volume as 28x28x6"
        raise NotReadable(message)
    found = BRACKETS.fullmatch(text)
    parts = BETWEEN.split((found[1] if found else text).strip(" ,"))
    if len(parts) <= MOST_PARTS and all(EXTENT.fullmatch(part) for part in parts):
        return _extents(parts)
    if ARITHMETIC.search(text):
        return read_number(written, whole=True)
    message = f"`{text[:SHOWN]}` is no volume such as 28x28x6"
    raise NotReadable(message)


def _extents(parts: list[str]) -> Extents:
    try:
        return Extents(tuple(map(Fraction, parts)))
    except ZeroDivisionError:
        message = "this divides by zero"
        raise NotReadable(message) from None
