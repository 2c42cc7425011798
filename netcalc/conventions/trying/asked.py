"""What a number is held against: a count of a network, of one of its layers, or its memory, under any conventions."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from netcalc.conventions.convention import Convention
from netcalc.conventions.counting import CountedNetwork, Part
from netcalc.report.counts import COUNTED
from netcalc.report.query import MEMORY_WORDS, Query, measures, value

FLOAT32: Final = 4
PARAMS: Final = "params"
MEMORY: Final = "memory"
ABOUT: Final = {"macs": "macs", "flops": "flops", PARAMS: PARAMS, "weights": PARAMS, "memory.params": MEMORY}
SPOKEN: Final = {"macs": "MACs", "flops": "FLOPs", "bytes": "bytes"}


class Asked(NamedTuple):
    """A question about a network."""

    network: CountedNetwork
    query: Query

    @property
    def word(self) -> str:
        """The count that is asked for: `macs` of `totals.macs` and of `conv1.macs`."""
        return self.query.word.removeprefix("totals.")

    @property
    def about(self) -> str:
        """What conventions are about it: macs, flops, params, memory; the word itself where none are."""
        return ABOUT.get(self.word, MEMORY if self.query.word in MEMORY_WORDS else self.word)

    @property
    def unit(self) -> str:
        """What it counts, in a word."""
        found = measures(self.query.word) or measures(self.word) or ""
        return SPOKEN.get(found, found)

    def of(self, word: str, conventions: Sequence[Convention] = ()) -> int | None:
        """Give a count under conventions, of the layer that is asked, or of all."""
        if self.query.layer is not None:
            return self.network.layer(self.query.layer, word, conventions)
        return self.network.total(word, conventions)

    def value(self, conventions: Sequence[Convention] = ()) -> int | None:
        """Give what is asked for, under conventions."""
        if self.word in COUNTED and not (self.query.layer is None and not self.query.word.startswith("totals.")):
            return self.of(self.word, conventions) if self.word != "neurons" or conventions else self._looked_up()
        if self.query.word == "memory.params":
            params = self.of(PARAMS, conventions)
            return None if params is None else FLOAT32 * params
        return self._looked_up()

    def _looked_up(self) -> int | None:
        found = value(self.network.report, self.query)
        if isinstance(found, tuple) and len(found) > 0 and len(set(found)) == 1:
            found = found[0]  # type: ignore[assignment]  # a receptive field of one size
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    def parts(self, word: str, conventions: Sequence[Convention]) -> tuple[Part, ...]:
        """Say what each convention brings."""
        return self.network.parts(word, conventions, self.query.layer)


class Candidate(NamedTuple):
    """A number that conventions give: its code, their codes, the number, how plain it is (0: the plainest).

    `said` is how it comes about; `parts` works out what makes the difference; `slack` is how far off it may be.
    """

    code: str
    conventions: tuple[str, ...]
    value: Fraction
    order: int
    said: str
    word: str = ""
    changes: tuple[Convention, ...] = ()
    factor: Fraction = Fraction(1)
    instead: str = ""
    slack: Fraction = Fraction(0)
    of: Asked | None = None
