"""A nudge in a sentence: what the gradient promised, and what came; what is printed adds up."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from math import floor, log10
from typing import Final, NamedTuple

from netcalc.circuits.nudge import Nudge
from netcalc.render.pages.reference.verification import below
from netcalc.render.reals import signed

SHOWN: Final = 4  # digits of the change
MOST: Final = 15  # digits behind the point
LARGE: Final = 1e6
EXACT: Final = Context(prec=400, rounding=ROUND_HALF_EVEN)


class _Sum(NamedTuple):
    """What stands in the sentence: before + slope · by = promised, and what came."""

    before: str
    slope: str
    promised: str
    came: str


def nudged(found: Nudge) -> str:
    """Say what the gradient promised of a nudge, and what came."""
    by = f"{found.by:.15g}"
    shown = _sum(found)
    moved = f"every value of {found.moved}" if found.every else found.moved
    whose = f"the sum of d{found.moved}" if found.every else "the gradient"
    of = f"for sum({found.of} * d{found.of}) " if found.of else ""
    return (
        f"{moved} moved by {by}: {of}{whose} promises {shown.before} + {signed(shown.slope)}·{signed(by)} = "
        f"{shown.promised}; it comes to {shown.came}, off by {below(abs(found.came - found.promised))}"
    )


def _sum(found: Nudge) -> _Sum:
    """Write the numbers to as many digits as it takes until they add up as they are printed."""
    change = abs(found.slope * found.by)
    least = SHOWN - 1 - floor(log10(change)) if change else SHOWN
    for places in range(max(least, 2 if abs(found.before) < LARGE else 0), MOST + 1):
        made = _written(found, places)
        if _adds_up(made, found.by, places):
            return made
    return _Sum(*(f"{each:.15g}" for each in (found.before, found.slope, found.promised, found.came)))


def _written(found: Nudge, places: int) -> _Sum:
    finer = places - floor(-log10(abs(found.by))) if found.by else places
    slope = _fixed(found.slope, max(0, min(MOST, finer)))
    return _Sum(
        _fixed(found.before, places), slope, _fixed(found.promised, places), _fixed(found.came, places)
    )  # fmt: skip


def _adds_up(shown: _Sum, by: float, places: int) -> bool:
    product = EXACT.multiply(Decimal(shown.slope), Decimal(f"{by:.15g}"))
    made = EXACT.add(Decimal(shown.before), product)
    return abs(made - Decimal(shown.promised)) * 2 <= Decimal(1).scaleb(-places)


def _fixed(value: float, places: int) -> str:
    """Write a number to so many places, without zeros at its end.

    >>> _fixed(-12.03, 5), _fixed(-3.0, 2), _fixed(-0.0001, 2)
    ('-12.03', '-3', '0')
    """
    written = f"{value:.{places}f}"
    short = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if short == "-0" else short
