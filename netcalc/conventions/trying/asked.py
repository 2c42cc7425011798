"""What a number is held against: a count of a network, of one of its layers, or its memory, under any conventions."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from netcalc.conventions.convention import Convention
from netcalc.conventions.counting import CountedNetwork, Part
from netcalc.report.counts import COUNTED
from netcalc.report.query import ALL, FIELD, FIELD_WORDS, MEMORY_WORDS, Query, measures, value
from netcalc.report.report import Reach

FLOAT32: Final = 4
PARAMS: Final = "params"
MEMORY: Final = "memory"
MAIN: Final = ("totals.params", "totals.macs", "totals.flops", "memory.params")  # what people state
ABOUT: Final = {"macs": "macs", "flops": "flops", PARAMS: PARAMS, "weights": PARAMS, "memory.params": MEMORY}
SPOKEN: Final = {"macs": "MACs", "flops": "FLOPs", "bytes": "bytes"}


class Asked(NamedTuple):
    """A question about a network; of what has a number an axis, with `axis`, about one of them, which `along` names."""

    network: CountedNetwork
    query: Query
    axis: int = 0
    along: str = ""

    @property
    def text(self) -> str:
        """What is asked, in words."""
        return f"{self.query.text} ({self.along})" if self.along else self.query.text

    @property
    def is_main(self) -> bool:
        """Whether it is one of the numbers that people state."""
        return self.query.word in MAIN or self.query.word in FIELD_WORDS

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
        found = self.numbers[self.axis :][:1]
        return found[0] if found and isinstance(found[0], int) and not isinstance(found[0], bool) else None

    @property
    def whole(self) -> str:
        """The value as it is written in a claim: of a receptive field an extent an axis, or `all`."""
        found = value(self.network.report, self.query)
        return ALL if found == ALL else "x".join(map(str, self.numbers))

    @property
    def numbers(self) -> tuple[object, ...]:
        """The numbers that are looked up: one, or of a receptive field one an axis; of `all` those of the input."""
        found, given = value(self.network.report, self.query), self.network.network.input
        if found == ALL and given is not None and self.query.word in (FIELD, f"{FIELD}.size"):
            return given.spatial
        every = found if isinstance(found, tuple) else (found,)
        return tuple(each.size if isinstance(each, Reach) else each for each in every)

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
