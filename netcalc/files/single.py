"""A number of four bytes, as somebody wrote it: the shortest decimal number that is stored as it is."""

import struct
from math import isfinite
from typing import Final

DIGITS: Final = range(1, 10)  # nine tell all numbers of four bytes apart


def shortest(number: float) -> float:
    """Give the shortest number that four bytes hold as this one.

    >>> shortest(0.10000000149011612), shortest(1 / 3)
    (0.1, 0.33333333)
    """
    if not isfinite(number) or number == int(number):
        return number
    stored = struct.pack("<f", number)
    return next(each for digits in DIGITS if struct.pack("<f", each := float(f"{number:.{digits}g}")) == stored)
