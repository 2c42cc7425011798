"""Values that are used again: what each holds and how deep it is, so that no alias makes a text blow up."""

from typing import Any, NamedTuple


class Anchored(NamedTuple):
    """A value with an anchor: how many values it holds, and how deep it nests."""

    value: Any
    held: int
    height: int


class Size:
    """How many values were read, and how deep the deepest of those just read stands."""

    def __init__(self, values: int, depth: int) -> None:
        """Allow so many values, and so much depth."""
        self.most_values, self.most_depth = values, depth
        self.values = self.peak = 0

    def add(self, values: int, depth: int) -> bool:
        """Count values of which the deepest stands so deep; say whether they are too many or too deep."""
        self.values += values
        self.peak = depth
        return depth > self.most_depth or self.values > self.most_values
