"""Mistakes about receptive fields."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from netcalc.homework.mistakes.base import Asked, Example, Mistake, Told, is_extents

SIZE: Final = "receptive_field.size"
TWO = "network: {input: 33x33x3, layers: [conv: {filters: 8, size: 3, stride: 2}, conv: {filters: 8, size: 3}]}"
ONE = "network: {input: 32x32x3, layers: [conv: {filters: 8, size: 5}]}"


class AddedSizes(Mistake):
    """Windows overlap: the second adds F - 1 steps to the receptive field, not F."""

    __slots__ = ()
    code = "added-sizes"
    about = "receptive_field"
    example = Example("conv2.receptive_field.size", "6", TWO.replace(", stride: 2", ""))

    def widened(self, field: int, before: int, reach: int) -> int:
        """Add the windows' sizes."""
        return reach if before == 1 else before + reach


class ForgotJump(Mistake):
    """Behind a stride, neighbouring values lie several pixels apart: each step counts as many."""

    __slots__ = ()
    code = "forgot-jump"
    about = "receptive_field"
    example = Example("conv2.receptive_field.size", "5", TWO)

    def widened(self, field: int, before: int, reach: int) -> int:
        """Take neighbours to lie one pixel apart."""
        return before + (reach - 1)


class OffByOne(Mistake):
    """From pixel a to pixel b there are b - a + 1 pixels: the ends count both."""

    __slots__ = ()
    code = "off-by-one"
    alone = True
    about = "receptive_field"
    example = Example("conv1.receptive_field.size", "4", ONE)

    def tells(self, value: Told, asked: Asked) -> Iterable[Told]:
        """Give the distance between the ends."""
        return (tuple(part - 1 for part in value),) if asked.word == SIZE and is_extents(value) else ()


class GaveArea(Mistake):
    """The size is the side of the receptive field, not how many pixels there are in it."""

    __slots__ = ()
    code = "gave-area"
    about = "receptive_field"
    example = Example("conv1.receptive_field.size", "25", ONE)

    def tells(self, value: Told, asked: Asked) -> Iterable[Told]:
        """Multiply the sides."""
        if asked.word != SIZE or not is_extents(value) or len(value) < 2:
            return ()
        area = Fraction(1)
        for part in value:
            area *= part
        return ((area,),)


class MultipliedSizes(Mistake):
    """Receptive fields add up, window by window: each adds F - 1 steps, and nothing is multiplied."""

    __slots__ = ()
    code = "multiplied-sizes"
    alone = True
    about = "receptive_field"
    example = Example("conv2.receptive_field.size", "9", TWO.replace(", stride: 2", ""))

    def widened(self, field: int, before: int, reach: int) -> int:
        """Multiply the windows' sizes."""
        return before * reach
