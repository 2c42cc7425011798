"""A window along one axis of an array, and how it lies there: nothing here asks the calculator."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Window(NamedTuple):
    """A window along one axis as it is written: F values d apart, moved by S; pixels put before and after.

    `ceil`: a last window may overhang. `transposed`: it lies over what is made, and the padding comes off that.
    """

    F: int
    S: int = 1
    before: int = 0
    after: int = 0
    d: int = 1
    ceil: bool = False
    transposed: bool = False
    extra: int = 0

    @property
    def reach(self) -> int:
        """The pixels from its first to its last."""
        return self.d * (self.F - 1) + 1

    def below(self, places: set[int]) -> set[int]:
        """Give the pixels, also outside the volume, that are read for some places of what is made."""
        taps = [self.d * tap for tap in range(self.F)]
        if self.transposed:
            found = (place + self.before - tap for place in places for tap in taps)
            return {value // self.S for value in found if value % self.S == 0}
        return {place * self.S - self.before + tap for place in places for tap in taps}


@dataclass(frozen=True, slots=True)
class Lane:
    """A window laid along one axis of an array: W pixels, `before` padded ones, `count` positions S apart."""

    W: int
    F: int
    S: int
    d: int
    before: int
    count: int

    @property
    def reach(self) -> int:
        """The pixels from a window's first to its last."""
        return self.d * (self.F - 1) + 1

    @property
    def span(self) -> int:
        """The padded pixels from the first window's first to the last window's last."""
        return (self.count - 1) * self.S + self.reach

    @property
    def inside(self) -> slice:
        """Where, of the span, real pixels lie."""
        return slice(self.before, max(self.before, min(self.before + self.W, self.span)))

    @property
    def read(self) -> slice:
        """Which real pixels the span holds: those that a stride leaves unread are not in it."""
        return slice(0, max(0, min(self.W, self.span - self.before)))

    def under(self, tap: int, positions: slice) -> slice:
        """Say which pixels of the span lie under one place of the window, over some of its positions."""
        start = positions.start * self.S + tap * self.d
        return slice(start, start + (positions.stop - positions.start - 1) * self.S + 1, self.S)


def lay(W: int, window: Window) -> Lane:
    """Lay a window down along W pixels as often as it goes; in `ceil` once more, over what is left, from inside."""
    room = window.before + W + window.after - window.reach
    count = room // window.S + 1
    if window.ceil and room % window.S and count * window.S < window.before + W:
        count += 1
    return Lane(W, window.F, window.S, window.d, window.before, count)


def lay_back(W: int, window: Window) -> Lane:
    """Lay a transposed window over the pixels that it makes, one position for each of the W that it reads."""
    made = (W - 1) * window.S + window.reach - window.before - window.after + window.extra
    return Lane(made, window.F, window.S, window.d, window.before, W)


def lay_all(extents: Sequence[int], windows: Sequence[Window]) -> tuple[Lane, ...]:
    """Lay a window down along every axis."""
    return tuple((lay_back if one.transposed else lay)(W, one) for W, one in zip(extents, windows, strict=True))
