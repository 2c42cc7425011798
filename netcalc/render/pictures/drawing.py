"""A drawing as data: lines, curves, boxes, dots, words, each with what it stands for; a format gives it its colours."""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

Role: TypeAlias = Literal["ink", "soft", "value", "gradient"]
Theme: TypeAlias = Literal["auto", "light", "dark", "page"]
LETTER: Final = 0.6  # the width of a letter, over the size of the letters
SIZE: Final = 14.0
SMALL: Final = 11.5

Point: TypeAlias = tuple[float, float]


class Colours(NamedTuple):
    """The colours of a theme; the colour-blind tell them apart (Okabe and Ito's green and vermilion)."""

    ink: str
    soft: str
    value: str
    gradient: str
    paper: str


LIGHT: Final = Colours("#1f2328", "#636c76", "#00735c", "#b8400a", "#ffffff")
DARK: Final = Colours("#e6e6e6", "#9aa4ae", "#4fd1a5", "#ff9559", "#16191d")


class Path(NamedTuple):
    """A wire: it starts at a point and goes on, straight to a point, or by two handles in a curve to the third."""

    start: Point
    steps: tuple[tuple[Point, ...], ...]


class Box(NamedTuple):
    """A rounded box, by its middle."""

    x: float
    y: float
    half: float
    high: float
    strong: bool = False


class Dot(NamedTuple):
    """A dot: a fork of a wire."""

    x: float
    y: float


class Words(NamedTuple):
    """Words on a line; `x` is where they begin, or their middle."""

    x: float
    y: float
    text: str
    role: Role = "ink"
    size: float = SIZE
    middle: bool = False
    strong: bool = False


Mark: TypeAlias = Path | Box | Dot | Words


class Drawing(NamedTuple):
    """Marks on a sheet, its title, and what it shows in words."""

    width: float
    height: float
    title: str
    told: str
    marks: Sequence[Mark]


def wide(text: str, size: float = SIZE) -> float:
    """Say how wide words are, about."""
    return len(text) * size * LETTER
