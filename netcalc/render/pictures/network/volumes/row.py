"""A row of volumes: their boxes, their words, what reads them, and the wires that skip some."""

from collections.abc import Iterator, Sequence
from typing import Final

from netcalc.render.pictures.colours import Role
from netcalc.render.pictures.drawing import LINE, SMALL, THIN, Area, Mark, Path, Point, Spot, Words
from netcalc.render.pictures.network.volumes.standing import GAP, Stand

LABELS: Final = 36.0
NUMBERS: Final = 30.0  # below the boxes
LINES: Final = 15.0
ROOM: Final = 4.0  # around a box that is pointed at
LEVEL: Final = 11.0  # between wires below


class Row:
    """A row of boxes: how high it is, and its marks, from its top left."""

    def __init__(self, stands: Sequence[Stand], *, onward: bool) -> None:
        """Measure a row; `onward` says that another follows."""
        self.stands, self.onward = stands, onward
        tallest = max(stand.solid.height for stand in stands)
        self.middle = LABELS + tallest / 2
        self.words = LABELS + tallest + NUMBERS
        self.skips = self._skips()
        self.wires = self.words + LINES * max(0, max(len(stand.words) for stand in stands) - 1) + 4
        self.height = self.wires + LEVEL * max((level for *_, level in self.skips), default=0) + 20

    def _skips(self) -> list[tuple[Stand, Stand, int]]:
        """Give the wires of this row that skip boxes, and at which level below each runs."""
        by_place = {stand.place: stand for stand in self.stands}
        pairs = [(by_place[each], stand) for stand in self.stands for each in stand.far if each in by_place]
        pairs.sort(key=lambda pair: pair[1].place - pair[0].place)
        made: list[tuple[Stand, Stand, int]] = []
        for one, other in pairs:
            taken = [level for a, b, level in made if a.place <= other.place and one.place <= b.place]
            made.append((one, other, 1 + max(taken, default=0)))
        return made

    def marks(self) -> Iterator[Mark | Spot]:
        """Draw the row: boxes, then what reads them, then wires that skip."""
        for stand in self.stands:
            yield from stand.solid.marks(stand.x, self.middle)
            yield Words(stand.middle, 12, stand.volume, "ink", SMALL, middle=True, strong=True)
            yield Words(stand.middle, 27, stand.called, "soft", SMALL, middle=True)
            for number, text in enumerate(stand.words):
                role: Role = "soft" if number else "ink"
                yield Words(stand.gap, self.words + LINES * number, text, role, SMALL, middle=True)
        for before, stand in zip((None, *self.stands), self.stands, strict=False):
            yield from self._between(before, stand)
        for one, other, level in self.skips:
            yield from self._wire(one, other, self.wires + LEVEL * level)
        for stand in self.stands:
            if stand.part.layers:
                half, high = stand.solid.width / 2 + ROOM, stand.solid.height / 2 + ROOM
                yield Spot(stand.middle, self.middle, half, high, stand.part.meant)
        if self.onward:
            last = self.stands[-1]
            start = last.solid.leaving(last.x, self.middle)
            yield from _arrow(start, (max(start[0] + 18, last.right + 6), start[1]))

    def _between(self, before: Stand | None, stand: Stand) -> Iterator[Mark]:
        """Draw what makes a box of the one before it: a window, or an arrow."""
        if not stand.onto_next:
            return
        to = stand.solid.entry(stand.x, self.middle)
        if before is None:
            yield from _arrow((max(0.0, to[0] - GAP), to[1]), (to[0] - 2, to[1]))
        elif stand.window:
            yield from before.solid.window(stand.window, before.x, self.middle, to)
        else:
            start = before.solid.leaving(before.x, self.middle)
            yield from _arrow(start, (to[0] - 3, to[1]))

    def _wire(self, one: Stand, other: Stand, y: float) -> Iterator[Mark]:
        start, end = one.solid.below(one.x, self.middle), other.solid.below(other.x, self.middle)
        x, to = start[0] + 3, end[0] - 3
        yield Path((x, start[1] + 15), (((x, y),), ((to, y),), ((to, end[1] + 18),)), "soft", LINE)
        yield _tip((to, end[1] + 15), upward=True)


def _arrow(start: Point, end: Point) -> Iterator[Mark]:
    yield Path(start, ((end,),), "soft", LINE)
    yield _tip(end)


def _tip(at: Point, *, upward: bool = False) -> Area:
    x, y = at
    back = ((x - 3.5, y + 6), (x + 3.5, y + 6)) if upward else ((x - 6, y - 3.5), (x - 6, y + 3.5))
    return Area((at, *back), "soft", role="soft", width=THIN)
