"""What is right where a letter is chosen, where any of several values fits, and where a person marks."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Final

from netcalc.homework.key.solution import Candidate, Solution
from netcalc.homework.mistakes.base import Told
from netcalc.homework.sheet.conventions import Conventions
from netcalc.homework.sheet.items import Item
from netcalc.network.network import Network
from netcalc.problems import UNKNOWN_FIELD, UNKNOWN_REFERENCE, SpecError, invalid
from netcalc.report.claims import holds
from netcalc.report.query import value

TRIED: Final = (*range(65), 72, 80, 96, 100, 112, 120, 128, 144, 160, 192, 224, 256, 320, 384, 400, 512, 1024)


class ChoiceSolution(Solution):
    """The letters that are right, of those that may be chosen."""

    def __init__(self, item: Item, conventions: Conventions, choices: Mapping[str, str], right: Sequence[str]) -> None:
        """Choose among these."""
        super().__init__(item, conventions)
        self.choices = choices
        self.letters = tuple(sorted(right))

    @property
    def right(self) -> Told:
        """The letters, in their order."""
        return self.letters

    @property
    def singles(self) -> tuple[Candidate, ...]:
        """No mistake is known."""
        return ()


class ManualSolution(Solution):
    """A question that a person marks."""

    @property
    def right(self) -> Told:
        """Nothing that could be computed."""
        return None

    @property
    def singles(self) -> tuple[Candidate, ...]:
        """No mistake is known."""
        return ()


class FitsSolution(Solution):
    """Every value of a field with which a condition on the network holds."""

    def __init__(self, item: Item, conventions: Conventions, network: Network, of: str) -> None:
        """Try this field of the network."""
        super().__init__(item, conventions)
        self.network, self.of, self.claims = network, of, item.claims

    @property
    def word(self) -> str:
        """The field that is asked for."""
        return self.of

    @cached_property
    def right(self) -> Told:
        """The least value that fits; SpecError where none does."""
        found = next(iter(self.every), None)
        if found is None:
            self._refuse_unknown()
            message = f"question `{self.item.id}`: no `{self.of}` up to {TRIED[-1]} fits"
            raise invalid(message)
        return found

    def _refuse_unknown(self) -> None:
        """Refuse a layer or a field that is not there; SpecError."""
        try:
            self.network.replace(set={self.of: 1})
        except SpecError as error:
            if error.problems[0].code in (UNKNOWN_REFERENCE, UNKNOWN_FIELD):
                raise

    @cached_property
    def every(self) -> tuple[int, ...]:
        """All values that fit, of those that are tried."""
        return tuple(number for number in TRIED if self.fits(number))

    def fits(self, given: int | Fraction | str) -> bool:
        """Say whether the condition holds with this value, a word perhaps: pad `same`."""
        from netcalc.calculator.calculator import calculate

        if not isinstance(given, str) and given != int(given):
            return False
        try:
            report = calculate(self.network.replace(set={self.of: given if isinstance(given, str) else int(given)}))
        except SpecError:
            return False
        return all(holds(claim, value(report, claim.query)) for claim in self.claims)

    @property
    def others(self) -> Iterator[int]:
        """The values that fit too."""
        return iter(self.every)

    @property
    def singles(self) -> tuple[Candidate, ...]:
        """No mistake is known."""
        return ()
