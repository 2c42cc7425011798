"""What was found of a number: which total it is about, what ours is, and what explains the difference."""

from typing import Final, NamedTuple

from netcalc.conventions.counting import Part
from netcalc.conventions.stated import Stated

OURS: Final = "same"  # the code of our own number


class Explanation(NamedTuple):
    """One explanation: its code, the conventions that it takes, by theirs; how it comes about, in words.

    `value` is the exact number that they give, `parts` what makes the difference, `instead` what to write or to try.
    """

    code: str
    conventions: tuple[str, ...]
    said: str
    value: int | float
    parts: tuple[Part, ...] = ()
    instead: str = ""

    @property
    def text(self) -> str:
        """The explanation in sentences, with its parts."""
        return ". ".join([self.said, *(each.text for each in self.parts)])


class Why(NamedTuple):
    """A number, what it is about, what netcalc has for that, and the explanations, the plainest first.

    `instead` says how to state the number so that nobody asks, `nearest` what tools come nearest where none makes it.
    """

    number: int | float
    of: str
    ours: int | None
    explanations: tuple[Explanation, ...]
    written: str
    instead: str
    nearest: tuple[str, ...] = ()


def told(stated: Stated) -> int | float:
    """Give a number as data: whole where it is."""
    return int(stated.value) if stated.value.denominator == 1 else float(stated.value)
