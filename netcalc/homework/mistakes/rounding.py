"""Mistakes about a window that does not fit: rounded in silence, or refused where it is rounded."""

from netcalc.arithmetic import Rounding
from netcalc.homework.mistakes.base import Example, Mistake

MISFIT = "network: {input: 10x10x1, layers: [conv: {filters: 1, size: 3, stride: 2}]}"
ROUNDED = "network: {input: 10x10x1, rounding: floor, layers: [conv: {filters: 1, size: 3, stride: 2}]}"


class SilentFloor(Mistake):
    """Look at what the division leaves over: nothing is rounded down here."""

    __slots__ = ()
    code = "silent-floor"
    example = Example("conv1.output", "4x4x1", MISFIT)
    right_where = "a window that does not fit is rounded down (PyTorch)"

    def rounds(self, rounding: Rounding) -> Rounding:
        """Round down what does not fit."""
        return "floor" if rounding == "exact" else rounding


class SilentCeil(Mistake):
    """Look at what the division leaves over: nothing is rounded up here."""

    __slots__ = ()
    code = "silent-ceil"
    example = Example("conv1.output", "5x5x1", MISFIT)
    right_where = "a window that does not fit is rounded up (ceil_mode)"

    def rounds(self, rounding: Rounding) -> Rounding:
        """Round up what does not fit."""
        return "ceil"


class ExactFitExpected(Mistake):
    """Here a window that does not fit evenly is rounded, as frameworks do: the layer is valid."""

    __slots__ = ()
    code = "exact-fit-expected"
    example = Example("conv1.output", "cannot", ROUNDED)
    right_where = "a window that does not fit is an error (CS231n)"

    def rounds(self, rounding: Rounding) -> Rounding:
        """Round nothing."""
        return "exact"
