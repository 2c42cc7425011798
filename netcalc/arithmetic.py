"""The rules of numbers, each written once: the slide formula (W - F + 2P)/S + 1, what is left over, what a value sees.

A rule adds and multiplies, and leaves the rest to four operations that each kind of number has of its own.
So one line of code works on integers here, on letters in `explanation/`, and would on arrays of integers.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, Protocol, Self, TypeAlias, TypeVar

Rounding: TypeAlias = Literal["exact", "floor", "ceil"]


class Number(Protocol):
    """What the rules need of a number: it is added, subtracted and multiplied."""

    def __add__(self, other: Self | int, /) -> Self: ...
    def __sub__(self, other: Self | int, /) -> Self: ...
    def __mul__(self, other: Self | int, /) -> Self: ...
    def __rmul__(self, other: int, /) -> Self: ...


N = TypeVar("N", bound=Number)
N_co = TypeVar("N_co", bound=Number, covariant=True)


class SlideOf(Protocol[N_co]):
    """A window's way along one axis, in any kind of number."""

    @property
    def size(self) -> N_co:
        """Its extent F."""

    @property
    def stride(self) -> N_co:
        """How far it moves, S."""

    @property
    def before(self) -> N_co:
        """The padding before the first pixel."""

    @property
    def after(self) -> N_co:
        """The padding behind the last pixel."""

    @property
    def dilation(self) -> N_co:
        """How far apart its values stand, d."""

    @property
    def rounding(self) -> Rounding | Literal["same"]:
        """What a remainder means."""

    @property
    def transposed(self) -> bool:
        """Whether it lays values down in place of reading them."""

    @property
    def extra(self) -> N_co:
        """The pixels added at the end of what a transposed window makes."""

    @property
    def repeats(self) -> N_co | int:
        """How often each value stands side by side before a window looks at them."""


class Slide(NamedTuple):
    """A window's way along one axis: its size F, stride S, the padding before and after, the rest in pixels too."""

    size: int
    stride: int = 1
    before: int = 0
    after: int = 0
    dilation: int = 1
    rounding: Rounding | Literal["same"] = "exact"
    transposed: bool = False
    extra: int = 0
    repeats: int = 1


class NumberRules(ABC, Generic[N]):
    """The rules, for one kind of number, which says how it divides and how it chooses."""

    __slots__ = ()

    @abstractmethod
    def down(self, dividend: N, divisor: N | int) -> N:
        """Divide and drop what is left over."""

    @abstractmethod
    def up(self, dividend: N, divisor: N | int) -> N:
        """Divide and round up."""

    @abstractmethod
    def chosen(self, one: N, other: N, enough: N, otherwise: N) -> N:
        """Give `enough` where one is at least the other, else `otherwise`; no `if`, since an array may be both."""

    @abstractmethod
    def positive(self, number: N) -> N:
        """Give the number, or 0 where it is less."""

    def reach(self, slide: SlideOf[N]) -> N:
        """Give the pixels a window spans, d(F - 1) + 1: F where it is not dilated (Dumoulin and Visin 2016)."""
        return slide.dilation * (slide.size - 1) + 1

    def extent(self, W1: N, slide: SlideOf[N]) -> N:
        """Give the positions of a window over W1 pixels, the course's (W1 - F + 2P)/S + 1.

        `ceil` is PyTorch's ceil_mode: one window more than `floor` where something is left over and that
        window still starts inside the input or the padding before it. `same` is TensorFlow's: W1/S,
        rounded up. Transposed: (W1 - 1)S - 2P + F.
        """
        if slide.transposed:
            return self.spread(W1, slide)
        if slide.rounding == "same":
            return self.up(W1, slide.stride)
        way = W1 - self.reach(slide) + (slide.before + slide.after)
        made = self.down(way, slide.stride) + 1
        if slide.rounding != "ceil":
            return made
        moves = self.up(way, slide.stride)
        return self.chosen(W1 + slide.before, moves * slide.stride + 1, moves + 1, made)

    def spread(self, W1: N, slide: SlideOf[N]) -> N:
        """Give the pixels that W1 values make, each of which lays a window down: (W1 - 1)S - 2P + F.

        `same` is Keras': W1·S.
        """
        if slide.rounding == "same":
            return W1 * slide.stride
        return (W1 - 1) * slide.stride - (slide.before + slide.after) + self.reach(slide) + slide.extra

    def framed(self, W1: N, slide: SlideOf[N]) -> N:
        """Give the pixels where a layer only puts some around, or takes some off (P is less than 0): W1 + 2P."""
        return W1 + (slide.before + slide.after)

    def same_padding(self, W1: N, slide: SlideOf[N]) -> tuple[N, N]:
        """Give the padding before and after under which W1/S, rounded up, comes out; the odd pixel goes after."""
        made = self.up(W1, slide.stride)
        total = self.positive((made - 1) * slide.stride + self.reach(slide) - W1)
        before = self.down(total, 2)
        return before, total - before

    def padded(self, W1: N, slide: SlideOf[N]) -> N:
        """Give the pixels that a window has to slide over: the input's and the padding's."""
        return W1 + slide.before + slide.after

    def left_over(self, W1: N, slide: SlideOf[N]) -> N:
        """Give the padded pixels that no window reaches at the end: 0 where the stride fits."""
        way = self.padded(W1, slide) - self.reach(slide)
        return way - self.down(way, slide.stride) * slide.stride

    def widened(self, R: N, slide: SlideOf[N], J: N) -> N:
        """Give the receptive field of a window over values of field R that lie J pixels apart (Araujo et al. 2019)."""
        return R + (self.reach(slide) - 1) * J

    def jump(self, J: N, slide: SlideOf[N]) -> N:
        """Give how far apart, in input pixels, neighbouring values lie behind a window that reads."""
        return J * slide.stride

    def start(self, first: N, slide: SlideOf[N], J: N) -> N:
        """Give the input pixel at which the first window starts: its padding reaches out of the input."""
        return first - slide.before * J

    def training_flops(self, flops: N, spared: N) -> N:
        """Count forward, the gradients on the weights and on what is read: as much each, less what is spared."""
        return 3 * flops - spared

    def flops(self, macs: N) -> N:
        """Count a multiplication and its addition as two operations."""
        return 2 * macs


@dataclass(frozen=True, slots=True)
class Arithmetic(NumberRules[int]):
    """The rules on integers, exact however large; and what a remainder means where a layer does not say."""

    rounding: Rounding = "exact"

    def rounds(self, own: Rounding | None) -> Rounding:
        """Give what a window that does not fit evenly means: what its layer says, else what the network says."""
        return own or self.rounding

    def down(self, dividend: int, divisor: int) -> int:
        """Divide and drop what is left over."""
        return dividend // divisor

    def up(self, dividend: int, divisor: int) -> int:
        """Divide and round up."""
        return -(-dividend // divisor)

    def chosen(self, one: int, other: int, enough: int, otherwise: int) -> int:
        """Give `enough` where one is at least the other, else `otherwise`."""
        return enough if one >= other else otherwise

    def positive(self, number: int) -> int:
        """Give the number, or 0 where it is less."""
        return max(number, 0)
