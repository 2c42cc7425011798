"""What a tool is: its code, the words that it prints, and in which ways it may count, the usual one first."""

from typing import Final, Literal, NamedTuple, TypeAlias

from netcalc.conventions.convention import Convention

Total: TypeAlias = Literal["macs", "flops", "params"]
WORK: Final = ("macs", "flops")


class Gives(NamedTuple):
    """A number that a tool prints: which of ours it is about, and the tool's own word for it."""

    total: Total
    word: str


class Reading(NamedTuple):
    """One way in which a tool counts: what makes it so, in a few words (nothing for the usual one), and its rules."""

    when: str
    conventions: tuple[Convention, ...]


class Tool(NamedTuple):
    """A tool, or a custom of people: its code and name, the release that was measured, what it prints, its readings."""

    code: str
    name: str
    release: str
    gives: tuple[Gives, ...]
    readings: tuple[Reading, ...]

    @property
    def usual(self) -> Reading:
        """The reading that is meant where nobody says more."""
        return self.readings[0]

    @property
    def verb(self) -> str:
        """What it does, in a sentence: papers are several."""
        return "count" if self.name.endswith(")") else "counts"

    def of(self, total: str) -> tuple[Gives, ...]:
        """Give the numbers of it that may be taken for this total: MACs and FLOPs are taken for each other."""
        return tuple(each for each in self.gives if each.total == total or {each.total, total} <= set(WORK))


MACS: Final[Total] = "macs"
FLOPS: Final[Total] = "flops"
PARAMS: Final = Gives("params", "params")
