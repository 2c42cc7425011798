"""What a plain word means: YAML 1.2's numbers and truths, so that `no` is a word and `1e6` a number."""

import re
from typing import Final, TypeAlias

Scalar: TypeAlias = str | int | float | bool | None

INTEGER: Final = re.compile(r"[-+]?(0|[1-9][0-9]*(_[0-9]+)*)")
REAL: Final = re.compile(r"[-+]?([0-9]+(_[0-9]+)*)?\.?[0-9]+([eE][-+]?[0-9]{1,4})?|[-+]?[0-9]+\.")
LEADING_ZERO: Final = re.compile(r"[-+]?0[0-9_]+")
WORDS: Final[dict[str, Scalar]] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}
NOTHING: Final = ("", "~", "null")
LONG: Final = 60


class NotPlain(Exception):
    """A word that would be read in two ways; the sentence says so."""


def meaning(word: str) -> Scalar:
    """Give what a word without quotes means; NotPlain where YAML itself disagrees on it.

    >>> meaning("1e6"), meaning("no"), meaning("~")
    (1000000.0, 'no', None)
    """
    if word in WORDS:
        return WORDS[word]
    if LEADING_ZERO.fullmatch(word):
        message = f"{word[:40]} starts with 0: YAML would read it as octal; write the decimal number"
        raise NotPlain(message)
    if INTEGER.fullmatch(word):
        return int(word) if len(word) <= LONG else 10**LONG
    return float(word) if len(word) <= LONG and REAL.fullmatch(word) else word


def as_written(word: str) -> Scalar:
    """Leave a word as it was written: 0.40 is not 0.4."""
    return None if word in NOTHING else word
