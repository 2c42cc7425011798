"""What is right for a question, and the values that mistakes give for it."""

from abc import ABC, abstractmethod
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from netcalc.homework.mistakes import hint
from netcalc.homework.mistakes.base import Known, Told
from netcalc.homework.sheet.conventions import MEMORY, Conventions
from netcalc.homework.sheet.items import Item

LEAST_DIGITS: Final = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a mistake gives: the code, the value, the numbers in its arithmetic; and what it takes.

    `upstream`: it was made in an earlier layer. `units`: an answer is in one of them, where there are some.
    `forced`: a window does not fit where it is made, and was rounded. `made`: the mistakes, as they stand in the
    catalogue, where several readings go by one code.
    """

    code: str
    value: Told
    parts: tuple[int, ...] = ()
    upstream: bool = False
    units: frozenset[str] = frozenset()
    forced: bool = False
    made: tuple[Known, ...] = ()

    def hint(self, *asked: str) -> str:
        """Say what is the case instead, where this kind of layer, or this number, is asked."""
        if not self.made:
            return hint(self.code, *asked)
        return " ".join(dict.fromkeys(each.hint_for(*asked) for each in self.made))

    def takes(self, unit: str) -> bool:
        """Say whether it may explain an answer in this unit."""
        return not self.units or unit in self.units


class Solution(ABC):
    """What is right for one question, and how wrong answers to it come about."""

    def __init__(self, item: Item, conventions: Conventions) -> None:
        """Solve this question as the sheet means it."""
        self.item = item
        self.conventions = conventions

    @property
    def word(self) -> str:
        """The word that is asked for."""
        return self.item.query.word if self.item.query else str(self.item.question.ask or "")

    @property
    def scale(self) -> int:
        """How many of the basic unit a number without a unit stands for: bytes where memory is asked, else 1."""
        return MEMORY[self.conventions.memory] if self.word.startswith("memory.") else 1

    @property
    @abstractmethod
    def right(self) -> Told:
        """The right value; SpecError where there is none to work out."""

    @property
    def real(self) -> bool:
        """Whether a real number is asked for, right to the digits given."""
        return isinstance(self.right, float) or (isinstance(self.right, Fraction) and self.right.denominator != 1)

    @property
    def in_percent(self) -> bool:
        """Whether a share in percent is asked for."""
        return self.word.endswith(".percent")

    @property
    def rounded(self) -> bool:
        """Whether the value hangs on a division that is rounded: to another school, it does not fit."""
        return False

    @property
    def asks(self) -> tuple[str, ...]:
        """What hints go by: the kind of the layer that is asked, the number, the form of the answer."""
        return (self.word.rpartition(".")[2],)

    def is_upstream(self, code: str) -> bool:
        """Say whether a mistake was made in an earlier layer."""
        places = [each.upstream for each in self.singles if each.code == code]
        return bool(places) and all(places)

    @property
    def digits(self) -> int:
        """How many digits a real number is due to at least."""
        return self.item.question.digits or LEAST_DIGITS

    @property
    def within(self) -> tuple[float, float] | None:
        """The least and the most that is right, where anything between is: at a kink."""
        return None

    @property
    def moved(self) -> "Solution | None":
        """The same question on inputs a little off, where an answer in letters holds too; None where there is none."""
        return None

    @property
    def kinks(self) -> tuple[str, ...]:
        """The gates at whose kinks another slope would give another answer."""
        return ()

    def also_right(self) -> tuple[Told, ...]:
        """Give what else is accepted."""
        return ()

    @property
    def worked_out(self) -> tuple[Told, ...]:
        """What is accepted where it comes of the working that is written with it: with displayed values."""
        return ()

    @property
    @abstractmethod
    def singles(self) -> tuple[Candidate, ...]:
        """What one mistake gives, the plainest first."""

    @property
    def pairs(self) -> tuple[Candidate, ...]:
        """What two mistakes give of which each would be seen alone."""
        return ()

    def given_by(self, codes: Collection[str]) -> tuple[Candidate, ...]:
        """Give what these mistakes give where each is made in what is asked itself, as far as that is known."""
        return tuple(each for each in self.singles if each.code in codes and not each.upstream and not each.forced)
