"""How deep and how much may be read."""

from collections.abc import Callable
from typing import Final, TypeVar

DEEPEST: Final = 60
MOST_LAYERS: Final = 100_000
MOST_ITEMS: Final = 120_000
TOO_DEEP: Final = f"the network nests deeper than {DEEPEST} lists"
Read = TypeVar("Read")


class Bounds:
    """How deep a reading stands, how deep it was, and how many items it has seen."""

    def __init__(self) -> None:
        """Start at the top."""
        self.depth = self.peak = self.items = 0

    def excess(self, count: int) -> str:
        """Count a list of so many items; say what is too much, if anything."""
        self.items += count
        if self.depth >= DEEPEST:
            return TOO_DEEP
        return f"the network holds more than {MOST_ITEMS:,} layers to read" if self.items > MOST_ITEMS else ""

    def below(self, read: Callable[[], Read]) -> Read:
        """Read a list one level further down."""
        self.depth += 1
        self.peak = max(self.peak, self.depth)
        made = read()
        self.depth -= 1
        return made

    def measured(self, read: Callable[[], Read]) -> tuple[Read, int]:
        """Read a block's layers, and say how many levels they nest."""
        before, self.peak = self.peak, self.depth
        made = read()
        height = self.peak - self.depth
        self.peak = max(before, self.peak)
        return made, height

    def fits(self, height: int) -> bool:
        """Say whether so many more levels may be read here; they count as seen."""
        self.peak = max(self.peak, min(self.depth + height, DEEPEST))
        return self.depth + height <= DEEPEST
