"""A volume: spatial extents, then depth, as the course writes it."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

MOST_AXES: Final = 3
MOST: Final = 10**9
EXTENTS: Final = ("width", "height", "length")
SEPARATOR: Final = re.compile(r"\s*[x×*]\s*", re.IGNORECASE)
DIGITS: Final = re.compile(r"[0-9]{1,40}")
LISTED: Final = re.compile(r"[(\[]?\s*([0-9]{1,40}(?:\s*,\s*[0-9]{1,40})+)\s*,?\s*[)\]]?")
GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
LONGEST: Final = 200


class Volume(tuple[int, ...]):
    """Spatial extents (width, height, length: 0 to 3 of them), then the depth.

    >>> volume = Volume((32, 32, 3))
    >>> str(volume), volume.spatial, volume.depth, volume.values
    ('32x32x3', (32, 32), 3, 3072)
    """

    __slots__ = ()

    @property
    def spatial(self) -> tuple[int, ...]:
        """The extents without the depth."""
        return self[:-1]

    @property
    def depth(self) -> int:
        """The number of slices (channels)."""
        return self[-1]

    @property
    def values(self) -> int:
        """How many numbers the volume holds."""
        held = 1
        for extent in self:
            held *= extent
        return held

    def __str__(self) -> str:
        """Write it as the course does, `32x32x3`."""
        return "x".join(map(str, self))


def parse_extents(text: str) -> tuple[int, ...]:
    """Read `3x5`; ValueError where it is anything else.

    >>> parse_extents("227 x 227 x 3")
    (227, 227, 3)
    """
    parts = SEPARATOR.split(text.strip()) if len(text) <= LONGEST else ()
    if not parts or not all(DIGITS.fullmatch(part) for part in parts):
        message = f"not numbers joined by x: {text[:LONGEST]}"
        raise ValueError(message)
    return tuple(map(int, parts))


def parse_volume(text: str) -> tuple[int, ...]:
    """Read the extents of a volume, also as a list of Python's; ValueError where it is anything else.

    >>> parse_volume("(32, 32, 3)") == parse_volume("32,32,3") == parse_volume("32x32x3")
    True
    """
    listed = LISTED.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if not listed or GROUPED.fullmatch(text.strip()):  # 32,768 is one number
        return parse_extents(text)
    return tuple(map(int, listed[1].replace(" ", "").strip(",").split(",")))


def checked(extents: Iterable[int]) -> Volume:
    """Make a volume of extents in bounds; ValueError says what is out of them."""
    volume = Volume(extents)
    if not 1 <= len(volume) <= MOST_AXES + 1:
        message = f"a volume has a depth and at most {MOST_AXES} spatial extents before it"
        raise ValueError(message)
    if any(extent < 1 for extent in volume):
        message = "every extent of a volume is at least 1"
        raise ValueError(message)
    return volume


def alone(inputs: Mapping[str, Volume]) -> Volume | None:
    """Give the one volume that comes in; None where there are several."""
    return next(iter(inputs.values())) if len(inputs) == 1 else None


def coming_in(inputs: Mapping[str, Volume]) -> str:
    """Say what comes in: one volume, or several with their names.

    >>> coming_in({"input": Volume((3,))}), coming_in({"left": Volume((3,)), "right": Volume((4,))})
    ('3', '2 inputs: left 3, right 4')
    """
    if not inputs:
        return "no input"
    one = alone(inputs)
    return (
        f"{len(inputs)} inputs: {', '.join(f'{name} {volume}' for name, volume in inputs.items())}"
        if one is None
        else str(one)
    )
