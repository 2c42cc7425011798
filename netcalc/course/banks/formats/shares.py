"""Shares of a grade that Moodle knows, and how a choice of several is shared out among them."""

from collections.abc import Iterator
from typing import Final

from netcalc.course.banks.entry import Chosen, Due, Entry, Lost, Numeric, Spelled

KNOWN: Final = (
    0, 5, 10, 11.11111, 12.5, 14.28571, 16.66667, 20, 25, 30, 33.33333, 40, 50, 60, 66.66667, 70, 75, 80, 83.33333, 90,
    100,
)  # fmt: skip
SHARED: Final = "gives a share of the points for each of several right choices, where `grade` wants them all"
NEAR: Final = 1e-4


def percent(share: float) -> float:
    """Give the share that Moodle has, in percent, nearest to this one.

    >>> percent(0.5), percent(1 / 3), percent(-1)
    (50, 33.33333, -100)
    """
    nearest = min(KNOWN, key=lambda known: abs(known - abs(share) * 100))
    return -nearest if share < 0 else nearest


def written(share: float) -> str:
    """Write it."""
    return f"{percent(share):g}" if percent(share) % 1 == 0 else f"{percent(share):.7g}"


def share_of_right(chosen: Chosen) -> float:
    """Give what each right choice of several earns."""
    return 1 / max(1, sum(choice.right for choice in chosen.choices))


def are_shared(due: Due) -> bool:
    """Say whether several choices are right, each of which earns its share on most platforms."""
    return isinstance(due, Chosen) and not due.one


def unknown(entry: Entry) -> Iterator[Lost]:
    """Say which shares of a question Moodle does not have."""
    shares = [share_of_right(entry.due)] if isinstance(entry.due, Chosen) else []
    shares += [each.share for each in entry.due.mistakes] if isinstance(entry.due, Numeric | Spelled) else []
    for share in dict.fromkeys(shares):
        if abs(abs(percent(share)) - share * 100) > NEAR:
            yield Lost(f"Moodle has no share of {share * 100:.4g}%, so that the nearest stands there", entry.id)
