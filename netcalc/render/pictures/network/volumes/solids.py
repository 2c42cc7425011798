"""A volume as the slides draw it: an oblique box, a column of values, or a stack of boxes; sides on a log scale."""

from collections.abc import Iterator
from math import log2
from typing import Final

from netcalc.arithmetic import Slide
from netcalc.render.pictures.colours import Role
from netcalc.render.pictures.drawing import LINE, TINY, Area, Dot, Mark, Path, Point, Words, wide
from netcalc.volume import Volume

TALL, DEEP, LEAST = 9.0, 6.0, 3.0  # pixels each time an extent doubles, and where it is nothing
SLANT: Final = (0.42, 0.3)  # how far to the right and up a pixel goes that goes back
FLAT: Final = 14.0  # how far back a sheet goes
COPIES: Final = 3
LOW: Final = 24.0  # beside a lower box a number would lie on what comes in
BEHIND: Final = (11.0, 8.0)  # how far a copy stands behind the next
FACES: Final = (1.0, 0.5, 0.75)  # how strong the colour is in front, on top, at the side


def side(extent: int, scale: float = TALL) -> float:
    """Say how long a side is drawn."""
    return LEAST + scale * log2(1 + extent)


class Solid:
    """A volume as a box: how large it is drawn, and its marks."""

    def __init__(self, volume: Volume | None, role: Role) -> None:
        """Measure a volume; None is one that nobody knows."""
        self.volume, self.role = volume, role
        extents = volume.spatial if volume else (1, 1)
        back = side(extents[0]) if len(extents) > 1 else FLAT
        self.over, self.up = SLANT[0] * back, SLANT[1] * back
        self.high = (
            side((*extents, 1)[1 if len(extents) > 1 else 0]) if extents else side(volume.depth if volume else 1)
        )
        self.deep = side(volume.depth, DEEP) if volume and extents else 10.0
        self.copies = min(COPIES, extents[2]) if len(extents) == 3 else 1
        if volume is None:
            self.over, self.up, self.high, self.deep = 12.0, 9.0, 44.0, 24.0

    @property
    def _behind(self) -> Point:
        return BEHIND[0] * (self.copies - 1), BEHIND[1] * (self.copies - 1)

    @property
    def before(self) -> float:
        """The room on the left, for the height's number."""
        return wide(self._numbers[1], TINY) + 4 if self._numbers[1] else 0.0

    @property
    def width(self) -> float:
        """How wide it is with its numbers."""
        body = self.deep + self.over + self._behind[0]
        written = self.deep + self.over / 2 + 4 + wide(self._numbers[0], TINY) if self._numbers[0] else 0.0
        return self.before + max(body, written)

    @property
    def height(self) -> float:
        """How high it is."""
        return self.high + self.up + self._behind[1]

    @property
    def _numbers(self) -> tuple[str, str, str]:
        """Give the numbers on its edges: how far it goes back, up, and deep."""
        if self.volume is None or not self.volume.spatial:
            return "", "", ""
        spatial = self.volume.spatial
        wide_, high = (str(spatial[0]), str(spatial[1])) if len(spatial) > 1 else ("", str(spatial[0]))
        return wide_, high, str(self.volume.depth)

    def entry(self, x: float, y: float) -> Point:
        """Say where what makes it comes in."""
        return x + self.before, self._across(y)

    def leaving(self, x: float, y: float) -> Point:
        """Say where what reads it begins."""
        return x + self.before + self.deep + self.over / 2 + self._behind[0], self._across(y)

    def _across(self, y: float) -> float:
        """Give the height of the row's middle, where that is in front of the box."""
        return max(y, y + self.height / 2 - self.high * 0.85)

    def below(self, x: float, y: float) -> Point:
        """Say where a wire may leave or come in from below."""
        return x + self.before + self.deep / 2, y + self.height / 2

    def marks(self, x: float, y: float) -> Iterator[Mark]:
        """Draw it, `x` being its left and `y` its middle."""
        left, bottom = x + self.before, y + self.height / 2
        for copy in reversed(range(self.copies)):
            yield from self._box(left + BEHIND[0] * copy, bottom - BEHIND[1] * copy)
        back, up, deep = self._numbers
        if up:
            yield Words(left - 3, bottom - 2 if self.high > LOW else bottom + 11, up, "soft", TINY, ending=True)
            yield Words(left + self.deep / 2, bottom + 11, deep, "soft", TINY, middle=True)
        if back:
            yield Words(left + self.deep + self.over / 2 + 4, bottom - self.up / 2 + 11, back, "soft", TINY)
        if self.volume is None:
            yield Words(left + self.deep / 2, bottom - self.high / 2 + 5, "?", "fault", middle=True, strong=True)

    def _box(self, left: float, bottom: float) -> Iterator[Mark]:
        right, top = left + self.deep, bottom - self.high
        over, up = self.over, self.up
        front = ((left, bottom), (right, bottom), (right, top), (left, top))
        lid = ((left, top), (right, top), (right + over, top - up), (left + over, top - up))
        flank = ((right, bottom), (right + over, bottom - up), (right + over, top - up), (right, top))
        for face, strength in zip((front, lid, flank), FACES, strict=True):
            if self.volume is None:
                yield Area(face, "paper", role="fault", dashed=True)
                continue
            if self.copies > 1:
                yield Area(face, "paper", width=0)
            yield Area(face, self.role, strength)

    def window(self, slides: tuple[Slide, ...], x: float, y: float, to: Point) -> Iterator[Mark]:
        """Draw a window into its side, and the lines from its corners to the value that it makes."""
        corners = self._corners(slides, x, y)
        yield Area(corners, "window", 0.45, role="window", width=LINE)
        for corner in corners:
            yield Path(corner, ((to,),), "window", 0.8, opacity=0.8)
        yield Dot(*to, 2.6, "window")

    def _corners(self, slides: tuple[Slide, ...], x: float, y: float) -> tuple[Point, ...]:
        """Place a window a little above the middle of the side that shows the extents."""
        extents = self.volume.spatial if self.volume else ()
        shares = [
            min(1.0, side((slide.size - 1) * slide.dilation + 1) / side(extent))
            for slide, extent in zip(slides, extents, strict=False)
        ]
        back, high = (shares[0], shares[1]) if len(shares) > 1 else (1.0, shares[0])
        u, v = (1 - back) / 2, (1 - high) * 0.6
        right, bottom = x + self.before + self.deep, y + self.height / 2

        def at(u: float, v: float) -> Point:
            return right + u * self.over, bottom - v * self.high - u * self.up

        return at(u, v), at(u + back, v), at(u + back, v + high), at(u, v + high)
