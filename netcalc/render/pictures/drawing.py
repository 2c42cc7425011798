"""A drawing as data: lines, boxes, areas, dots, words, each with what it stands for; a format gives it its colours."""

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

from netcalc.render.pictures import letters
from netcalc.render.pictures.colours import Role

SIZE: Final = 14.0
SMALL: Final = 11.5
TINY: Final = 9.5
LINE: Final = 1.4
STRONG: Final = 2.2
THIN: Final = 0.8
ROUND: Final = 3.6

Point: TypeAlias = tuple[float, float]


class Path(NamedTuple):
    """A wire: it starts at a point and goes on, straight to a point, or by two handles in a curve to the third."""

    start: Point
    steps: tuple[tuple[Point, ...], ...]
    role: Role = "ink"
    width: float = LINE
    dashed: bool = False
    opacity: float = 1.0


class Area(NamedTuple):
    """A surface with straight edges, and the line around it; without a width it has none."""

    points: tuple[Point, ...]
    fill: Role
    opacity: float = 1.0
    role: Role = "ink"
    width: float = THIN
    dashed: bool = False


class Box(NamedTuple):
    """A box with round corners, by its middle; as round as can be, unless it says how round."""

    x: float
    y: float
    half: float
    high: float
    strong: bool = False
    fill: Role = "paper"
    corner: float | None = None
    dashed: bool = False

    @property
    def round(self) -> float:
        """The radius of its corners."""
        return self.high if self.corner is None else self.corner


class Circle(NamedTuple):
    """A circle, by its middle."""

    x: float
    y: float
    radius: float
    fill: Role


class Dot(NamedTuple):
    """A dot: a fork of a wire."""

    x: float
    y: float
    radius: float = ROUND
    role: Role = "ink"


class Words(NamedTuple):
    """Words on a line; `x` is where they begin, or their middle, or where they end."""

    x: float
    y: float
    text: str
    role: Role = "ink"
    size: float = SIZE
    middle: bool = False
    strong: bool = False
    ending: bool = False


class Spot(NamedTuple):
    """A place that stands for a layer, by its middle: where a reader can point at it, it names the layer."""

    x: float
    y: float
    half: float
    high: float
    layer: str


Mark: TypeAlias = Path | Area | Box | Circle | Dot | Words


class Drawing(NamedTuple):
    """Marks on a sheet, its title, what it shows in words, and where layers can be pointed at."""

    width: float
    height: float
    title: str
    told: str
    marks: Sequence[Mark]
    spots: Sequence[Spot] = ()


def wide(text: str, size: float = SIZE, *, strong: bool = False) -> float:
    """Say how wide words are."""
    return letters.wide(text, size, strong=strong)


def edges(words: Words) -> tuple[float, float, float, float]:
    """Say where words lie: their left, top, right and bottom."""
    width = wide(words.text, words.size, strong=words.strong)
    left = words.x - (width / 2 if words.middle else width if words.ending else 0.0)
    return left, words.y - 0.75 * words.size, left + width, words.y + 0.1 * words.size
