"""Numbers for a question, drawn by hashing: the same question comes of the same seed everywhere."""

from collections.abc import Sequence
from typing import TypeVar

from netcalc.homework.variants.seed import number

Each = TypeVar("Each")


class Draws:
    """Draws one after the other, as a seed has them."""

    def __init__(self, seed: str) -> None:
        """Begin."""
        self.seed = seed
        self.drawn = 0

    def between(self, least: int, most: int) -> int:
        """Draw a whole number, both ends counted.

        >>> draws = Draws("1")
        >>> [draws.between(1, 6) for _ in range(4)]
        [2, 2, 4, 5]
        """
        self.drawn += 1
        return least + number(most - least + 1, "quiz", self.seed, str(self.drawn))

    def one(self, *choices: Each) -> Each:
        """Draw one of these."""
        return choices[self.between(0, len(choices) - 1)]

    def several(self, choices: Sequence[Each], count: int) -> list[Each]:
        """Draw so many of these, none twice."""
        left = list(choices)
        return [left.pop(self.between(0, len(left) - 1)) for _ in range(count)]

    def signed(self, most: int) -> int:
        """Draw a whole number up to this, or as far below 0, and not 0."""
        return self.one(-1, 1) * self.between(1, most)
