"""The numbers that divide another, for hints."""

from math import isqrt
from typing import Final

FEW: Final = 8


def divisors(number: int) -> str:
    """List them, the smallest first.

    >>> divisors(30), divisors(64), divisors(720)
    ('1, 2, 3, 5, 6, 10, 15, 30', '1, 2, 4, 8, 16, 32, 64', '1, 2, 3, 4, 5, 6, 8, 9 ...')
    """
    small = [each for each in range(1, isqrt(number) + 1) if number % each == 0]
    found = sorted({*small, *(number // each for each in small)})
    return ", ".join(map(str, found[:FEW])) + (" ..." if len(found) > FEW else "")
