"""A student's numbers: drawn by hashing, so that an id gives the same ones on every machine and version."""

import hashlib
import unicodedata
from typing import Final

from netcalc.homework.sheet.filling import Values
from netcalc.homework.sheet.ranges import Ranges

SEED: Final = "netcalc variant"
BITS: Final = 256


def same(student: str) -> str:
    """Write an id so that those of one student are equal: capitals and blanks around it mean nothing.

    >>> same(" Ada@Example.edu ")
    'ada@example.edu'
    """
    return " ".join(unicodedata.normalize("NFC", student).casefold().split())


def number(below: int, *words: str) -> int:
    """Draw a number from 0 up to `below` from words: each is as likely as the others.

    >>> number(6, "s123", "0", "width")
    2
    """
    text = "\n".join((SEED, *words)).encode(errors="backslashreplace")
    return int.from_bytes(hashlib.sha256(text).digest()) * below >> BITS


def draw(vary: Ranges, student: str, attempt: int) -> Values:
    """Draw a value for each name; a name more, or another range, leaves the others as they are."""
    return {name: each[number(len(each), same(student), str(attempt), name)] for name, each in vary.items()}
