"""Plain text: what a sheet says, without control characters, its lines ended in one way."""

import re
from typing import Final

LOST: Final = "\N{REPLACEMENT CHARACTER}"
NO_PLACE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\U0001fffe\U0001ffff]"
)  # XML has none of them
ENDS: Final = re.compile("\r\n?|[\x85\u2028\u2029]")


def clean(text: str) -> str:
    r"""Give text whose lines end in one way, without blanks around it and without control characters.

    >>> clean("a\r\nb\x07 ")
    'a\nb�'
    """
    return NO_PLACE.sub(LOST, ENDS.sub("\n", text)).strip()
