"""Small numbers in words: zero, twenty-six, two hundred and four."""

from collections.abc import Sequence
from typing import Final

SMALL: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
SCALES: Final = {"hundred": 100, "thousand": 1000, "million": 10**6}


def spoken(words: Sequence[str]) -> tuple[int, int]:
    """Give the number that words begin with, and how many words it takes; no word where there is none.

    >>> spoken(["two", "hundred", "and", "four", "neurons"]), spoken(["twenty-six"]), spoken(["filters"])
    ((204, 4), (26, 1), (0, 0))
    """
    total = part = used = 0
    for place, word in enumerate(words):
        value = _value(word)
        if value is not None:
            if used and part % 100 and not (part % 10 == 0 and part % 100 >= 20 and value < 10):
                break
            part, used = part + value, place + 1
        elif (
            used and word in SCALES and (word != "million" or _value("".join(words[place + 1 : place + 2])) is not None)
        ):
            total, part = (total, part * 100) if word == "hundred" else (total + part * SCALES[word], 0)
            used = place + 1
        elif not (used and word == "and" and place + 1 < len(words) and _value(words[place + 1]) is not None):
            break
    return total + part, used


def _goes_on(words: Sequence[str]) -> bool:
    """Say whether a number goes on; `two million` alone is a rounded figure."""
    return bool(words) and _value(words[0]) is not None


def _value(word: str) -> int | None:
    tens, dash, units = word.partition("-")
    if dash:
        return TENS[tens] + SMALL[units] if tens in TENS and units in SMALL else None
    return SMALL.get(word, TENS.get(word))
