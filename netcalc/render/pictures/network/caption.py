"""The sheet around a picture of a network: its title, what is drawn below it, what the signs mean, what it says."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from netcalc.render.pages.report.summary import title
from netcalc.render.pictures.colours import Role
from netcalc.render.pictures.drawing import SIZE, SMALL, Box, Drawing, Mark, Spot, Words, wide
from netcalc.render.pictures.letters import broken
from netcalc.render.pictures.moved import moved
from netcalc.render.pictures.network.parts import Part
from netcalc.render.values import NOTHING
from netcalc.report.report import Report

MARGIN: Final = 18.0
HIGH: Final = 17.0
KEY: Final = 16.0  # a colour and the room behind it
STANDS_FOR: Final[Mapping[Role, str]] = {
    "given": "what comes in", "sliding": "weights in a window", "pooled": "pooling",
    "dense": "weights on all that is read", "plain": "other layers", "fault": "no volume is known",
}  # fmt: skip
LEAST: Final = 560.0
MOST_LINES: Final = 6
MOST_TOLD: Final = 60  # parts that the text alternative names


class Page:
    """A sheet that grows downward."""

    def __init__(self, report: Report, width: float) -> None:
        """Begin a sheet so wide, with the title of the network."""
        self.title = title(report)
        self.width = max(width, LEAST)
        self.marks: list[Mark] = []
        self.spots: list[Spot] = []
        self.bottom = MARGIN
        for text in broken(self.title, self.width, SIZE, strong=True)[:MOST_LINES]:
            self.bottom += HIGH + 2
            self.marks.append(Words(MARGIN, self.bottom - 5, text, "ink", SIZE, strong=True))
        self.bottom += 12

    def add(self, marks: Iterable[Mark | Spot], height: float, x: float = 0.0) -> None:
        """Put marks that are so high below what is there."""
        for mark in marks:
            if isinstance(mark, Spot):
                self.spots.append(mark._replace(x=mark.x + MARGIN + x, y=mark.y + self.bottom))
            else:
                self.marks.append(moved(mark, MARGIN + x, self.bottom))
        self.bottom += height

    def legend(self, roles: Iterable[Role]) -> None:
        """Say what the colours stand for."""
        x = MARGIN
        self.bottom += HIGH
        for role in roles:
            said = STANDS_FOR[role]
            if x > MARGIN and x + KEY + wide(said, SMALL) > self.width:
                x, self.bottom = MARGIN, self.bottom + HIGH
            self.marks.append(
                Box(
                    x + 5,
                    self.bottom - 4,
                    5,
                    5,
                    fill="paper" if role == "fault" else role,
                    corner=1.5,
                    dashed=role == "fault",
                )
            )
            self.marks.append(Words(x + KEY, self.bottom, said, "soft", SMALL))
            x += KEY + wide(said, SMALL) + HIGH

    def drawing(self, caption: Iterable[str], parts: Sequence[Part]) -> Drawing:
        """Give the drawing, with its caption at the bottom."""
        for sentence in caption:
            for text in broken(sentence, self.width, SMALL):
                self.bottom += HIGH
                self.marks.append(Words(MARGIN, self.bottom, text, "soft", SMALL))
        return Drawing(self.width + 2 * MARGIN, self.bottom + MARGIN, self.title, told(parts), self.marks, self.spots)


def told(parts: Sequence[Part]) -> str:
    """Say in words what a picture shows: each part, what it does, the volume that leaves it."""
    said = [f"{part.name} ({', '.join(part.words)}): {_volume(part)}" for part in parts[:MOST_TOLD]]
    more = [f"and {len(parts) - MOST_TOLD} more"] if len(parts) > MOST_TOLD else []
    return f"{'; '.join([*said, *more])}."


def _volume(part: Part) -> str:
    return NOTHING if part.output is None else str(part.output)
