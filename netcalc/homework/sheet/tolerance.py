"""How far off an answer may be: a share of the right value, or an amount."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from netcalc.layers.written.values import wrong
from netcalc.text.numbers.quantity import amount

PERCENT: Final = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*%\s*")
TAKES: Final = "a share (0.1%) or an amount (5)"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far off an answer may be.

    >>> str(Tolerance(Fraction(1, 1000), relative=True)), str(Tolerance(Fraction(5), relative=False))
    ('0.1%', '5')
    """

    amount: Fraction
    relative: bool

    def around(self, value: Fraction) -> Fraction:
        """Give how far off this value an answer may be."""
        return abs(value) * self.amount if self.relative else self.amount

    def __str__(self) -> str:
        """Write it as a sheet does."""
        return f"{float(self.amount * 100):.6g}%" if self.relative else f"{float(self.amount):.6g}"


def read_tolerance(value: object) -> Tolerance:
    """Read a tolerance as a sheet writes it."""
    share = PERCENT.fullmatch(value) if isinstance(value, str) else None
    try:
        if share:
            return Tolerance(Fraction(share[1]) / 100, relative=True)
        far = Fraction(str(value)) if isinstance(value, int | float) else amount(str(value))
    except (ValueError, ZeroDivisionError):
        raise wrong(TAKES, value) from None
    if isinstance(value, bool) or far < 0:
        raise wrong(TAKES, value)
    return Tolerance(far, relative=False)
