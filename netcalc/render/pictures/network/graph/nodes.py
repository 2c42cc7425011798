"""A part of a network as a node of its graph: a box with its name, what it does, and the volume that leaves it."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from netcalc.render.pictures.colours import Role
from netcalc.render.pictures.drawing import SMALL, Box, Mark, Spot, Words, wide
from netcalc.render.pictures.letters import broken, tail
from netcalc.render.pictures.network.parts import Part
from netcalc.render.values import NOTHING

LONGEST: Final = 168.0
LINE: Final = 14.5
PAD: Final = 7.0
LEAST: Final = 84.0
CORNER: Final = 7.0
STACK: Final = 4.0  # how far the box behind stands out, where layers are folded
INPUT: Final = "input"


class Said(NamedTuple):
    """A line in a node."""

    text: str
    role: Role = "ink"
    strong: bool = False


class Node(NamedTuple):
    """A part, and the lines in its box."""

    part: Part
    lines: tuple[Said, ...]

    @property
    def width(self) -> float:
        """How wide its box is."""
        return max(LEAST, *(wide(each.text, SMALL, strong=each.strong) + 2 * PAD for each in self.lines))

    @property
    def height(self) -> float:
        """How high its box is."""
        return LINE * len(self.lines) + 2 * PAD - 2

    @property
    def above(self) -> float:
        """How far above its middle it begins, with the box behind it."""
        return self.height / 2 + (STACK if self.part.folded else 0.0)

    def marks(self, x: float, y: float) -> Iterator[Mark | Spot]:
        """Draw it, `x` and `y` being its middle."""
        half, high, part = self.width / 2, self.height / 2, self.part
        corner = high if not part.layers else CORNER
        shared = bool(part.layers) and part.layers[0].shares is not None
        faulty = any(line.role == "fault" for line in self.lines) or part.role == "fault"
        fill: Role = "paper" if faulty else part.role
        if part.folded:
            yield Box(x + STACK, y - STACK, half, high, fill=fill, corner=corner)
        dashed = shared or part.role == "fault"
        yield Box(x, y, half, high, strong=part.leaves, fill=fill, corner=corner, dashed=dashed)
        top = y - high + PAD + LINE - 4.5
        for place, line in enumerate(self.lines):
            yield Words(x, top + LINE * place, line.text, line.role, SMALL, middle=True, strong=line.strong)
        if part.layers:
            yield Spot(x, y, half, high, part.meant)


def node_of(part: Part) -> Node:
    """Write a part's lines."""
    words = [line for text in part.words for line in broken(text, LONGEST, SMALL)] if part.layers else []
    said = [Said(text, "fault" if text.startswith("error:") or _code(text, words) else "ink") for text in words]
    volume = NOTHING if part.output is None else str(part.output)
    return Node(part, (Said(tail(part.name, LONGEST, SMALL), strong=True), *said, Said(volume, strong=False)))


def _code(text: str, words: list[str]) -> bool:
    """Say whether a line is the code behind `error:` on the line before."""
    return "error:" in words and text == words[words.index("error:") + 1]
