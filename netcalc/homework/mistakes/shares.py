"""Mistakes in a share in percent: that of all the others, or its point one place off."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from netcalc.homework.mistakes.base import Example, Instead, Place, Told

MLP = "network: {input: 5, layers: [fc: 8, relu, fc: 3]}"
PERCENT: Final = ".percent"


class GaveTheRest(Instead):
    """That is the share of all the others: this layer's own is asked for."""

    __slots__ = ()
    code = "gave-the-rest"
    example = Example("fc1.params.percent", "36%", MLP)

    def instead(self, place: Place) -> Iterable[Told]:
        """Take the share from the whole, in percent or as a fraction."""
        right = place.right
        if not place.query.word.endswith(PERCENT) or not isinstance(right, int | Fraction):
            return ()
        return (100 - right, Fraction(100 - right) / 100)


class LostPlaceOfAShare(Instead):
    """The digits are right and the place is not: a share in percent is a hundred times the fraction."""

    __slots__ = ()
    code = "lost-factor-of-ten"
    example = Example("fc1.params.percent", "6.4%", MLP)

    def instead(self, place: Place) -> Iterable[Told]:
        """Move the point by one place."""
        right = place.right
        if not place.query.word.endswith(PERCENT) or not isinstance(right, int | Fraction):
            return ()
        return (Fraction(right) * 10, Fraction(right) / 10)
