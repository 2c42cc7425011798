"""The rules of the course, each written once: how far a window slides, what is left over, what a sum counts.

A formula takes anything that adds and multiplies. The calculator hands it integers; `explain`
hands it letters, so the text that is printed is the formula that was computed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar

from netcalc.volume import Volume

Rounding: TypeAlias = Literal["exact", "floor", "ceil"]
Number: TypeAlias = Any  # an int, or the letters explain puts in its place
Arrays = TypeVar("Arrays", bound=tuple[Any, ...])


class Slide(NamedTuple):
    """A window's way along one axis: its size F, stride S, the padding before and after, the rest in pixels too."""

    size: Number
    stride: Number = 1
    before: Number = 0
    after: Number = 0
    dilation: Number = 1
    rounding: Rounding | Literal["same"] = "exact"
    transposed: bool = False
    extra: Number = 0


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """The rules of one calculation; a convention, or a mistake, is a subclass with one rule changed."""

    rounding: Rounding = "exact"

    def down(self, dividend: Number, divisor: Number) -> Number:
        """Divide and drop what is left over."""
        return dividend // divisor

    def up(self, dividend: Number, divisor: Number) -> Number:
        """Divide and round up."""
        return -(-dividend // divisor)

    def reach(self, slide: Slide) -> Number:
        """Give the pixels a window spans: F, or d(F - 1) + 1 where it is dilated (Dumoulin and Visin 2016)."""
        if slide.dilation == 1:
            return slide.size
        return slide.dilation * (slide.size - 1) + 1

    def extent(self, W1: Number, slide: Slide) -> Number:
        """Give the positions of a window over W1 pixels, the course's (W1 - F + 2P)/S + 1.

        `ceil` is PyTorch's ceil_mode: one window more than `floor` where something is left over and that
        window still starts inside the input or the padding before it. `same` is TensorFlow's: W1/S,
        rounded up. Transposed: (W1 - 1)S - 2P + F.
        """
        F, S, P = self.reach(slide), slide.stride, slide.before + slide.after
        if slide.transposed:
            made = (W1 - 1) * S - P + F
            return made + slide.extra if slide.extra else made
        if slide.rounding == "same":
            return self.up(W1, S)
        if slide.rounding == "ceil":
            most = self.up(W1 - F + P, S) + 1
            if W1 + slide.before >= (most - 1) * S + 1:
                return most
        return self.down(W1 - F + P, S) + 1

    def same_padding(self, W1: int, slide: Slide) -> tuple[int, int]:
        """Give the padding before and after under which W1/S, rounded up, comes out; the odd pixel goes after."""
        made = self.up(W1, slide.stride)
        total = max((made - 1) * slide.stride + self.reach(slide) - W1, 0)
        return total // 2, total - total // 2

    def padded(self, W1: int, slide: Slide) -> int:
        """Give the pixels that a window has to slide over: the input's and the padding's."""
        return int(W1 + slide.before + slide.after)

    def left_over(self, W1: int, slide: Slide) -> int:
        """Give the padded pixels that no window reaches at the end: 0 where the stride fits."""
        return int((self.padded(W1, slide) - self.reach(slide)) % slide.stride)

    def widened(self, R: Number, slide: Slide, J: Number) -> Number:
        """Give the receptive field of a window over values of field R that lie J pixels apart (Araujo et al. 2019)."""
        return R + (self.reach(slide) - 1) * J

    def jump(self, J: Number, slide: Slide) -> Number:
        """Give how far apart, in input pixels, neighbouring values lie."""
        return J / slide.stride if slide.transposed else J * slide.stride

    def start(self, first: Number, slide: Slide, J: Number) -> Number:
        """Give the input pixel at which the first window starts: its padding reaches out of the input."""
        return first - slide.before * J

    def neurons(self, made: Volume | None, *, weighted: bool) -> int | None:
        """Count the neurons of a layer: its output values if its inputs are weighted (CS231n: inputs do not count)."""
        if not weighted:
            return 0
        return None if made is None else made.values

    def rounds(self, own: Rounding | None) -> Rounding:
        """Give what a window that does not fit evenly means: what its layer says, else what the network says."""
        return own or self.rounding

    def comes_in(self, given: Volume) -> Volume:
        """Give the volume that comes into the network: the one that was written."""
        return given

    def leaves(self, layer: Any, given: tuple[Volume, ...], made: Volume) -> Volume:
        """Give the volume that leaves a layer: the one it makes."""
        return made

    def stores(self, layer: Any, given: tuple[Volume, ...], arrays: Arrays) -> Arrays:
        """Give the arrays that count as what a layer stores: those it names."""
        return arrays

    def all_neurons(self, counted: Sequence[int], given: Volume) -> int:
        """Add up the neurons of the layers (CS231n: not counting the inputs)."""
        return sum(counted)

    def flops(self, macs: Number) -> Number:
        """Count a multiplication and its addition as two operations."""
        return 2 * macs
