"""What one value sees, as a picture: the volumes on the way from the input to it, what is looked at in each."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from textwrap import wrap
from typing import Final, NamedTuple

from netcalc.calculator.fields.patches import Patch
from netcalc.calculator.fields.value import Look, ValueField
from netcalc.render.pages.windows.field import NAMES, title, window_of
from netcalc.render.pages.windows.grid import spoken
from netcalc.render.pictures.drawing import SIZE, SMALL, THIN, Drawing, Mark, Path, Words, wide
from netcalc.render.pictures.windows.board import Board

MARGIN: Final = 16.0
LARGEST: Final = 170.0  # a board
LONGEST: Final = 900.0  # of one axis
THICKEST: Final = 22.0  # a cell
APART: Final = 44.0
WIDEST: Final = 1_100.0
LINE: Final = 16.0
LETTERS: Final = 84  # in a line of the title
MOST_PANELS: Final = 24


class Panel(NamedTuple):
    """A volume: its name, its extents, what is looked at in it, and what is written below it."""

    name: str
    extents: tuple[int, ...]
    patches: tuple[Patch, ...]
    captions: tuple[str, ...]

    def places(self, axis: int) -> list[int]:
        """Give what is looked at along an axis, in any patch."""
        if axis >= len(self.extents):
            return [0]
        return sorted({place for patch in self.patches for place in patch[axis]})

    def span(self, axis: int) -> tuple[int, int]:
        """Give the first place that is drawn along an axis, and the one behind the last: padding too."""
        extent, places = self._extent(axis), self.places(axis)
        return min([0, *places[:1]]), max([extent, *(place + 1 for place in places[-1:])])

    def _extent(self, axis: int) -> int:
        return self.extents[axis] if axis < len(self.extents) else 1

    @property
    def cell(self) -> float:
        """How large a pixel is drawn."""
        longest = max(last - first for first, last in (self.span(0), self.span(1)))
        return min(THICKEST, (LONGEST if len(self.extents) == 1 else LARGEST) / longest)

    @property
    def room(self) -> tuple[float, float]:
        """How wide and how high it is, with what is written below it."""
        width, height = ((last - first) * self.cell for first, last in (self.span(0), self.span(1)))
        return max(width, *(wide(text, SMALL) for text in self.captions)), height + LINE * (len(self.captions) + 0.5)

    def board(self, x: float, y: float) -> Board:
        """Put its board where its upper left corner, padding too, is here."""
        left, top = self.span(0)[0] * self.cell, self.span(1)[0] * self.cell
        return Board(x - left, y - top, self._extent(0), self._extent(1), self.cell)


class Placed(NamedTuple):
    """A panel and where it stands."""

    panel: Panel
    x: float
    y: float
    line: int


def picture(found: ValueField) -> Drawing:
    """Draw what a value sees, the input on the left."""
    words = title(found)
    marks: list[Mark] = []
    for at, text in enumerate(wrap(words, LETTERS)):
        marks.append(Words(MARGIN, MARGIN + SIZE + at * 20, text, strong=True))
    width = max(wide(mark.text, mark.size, strong=True) for mark in marks if isinstance(mark, Words))
    top = MARGIN + SIZE + len(marks) * 20
    panels = _few(_panels(found))
    flat = all(len(panel.extents) == 1 for panel in panels)
    placed = _stacked(panels, top) if flat else _placed(panels, top)
    for each in placed:
        marks += _drawn(each)
    marks += _ways(placed, _leads(found))
    right = max([width + MARGIN, *(each.x + each.panel.room[0] for each in placed)])
    bottom = max([top, *(each.y + each.panel.room[1] for each in placed)])
    return Drawing(right + MARGIN, bottom + MARGIN, words, _told(found), marks)


def _told(found: ValueField) -> str:
    """Say in words what the picture shows."""
    looks = [look for look in found.looks if look.how != "own"]
    said = [f"{look.layer} looks at {_where(look)} of {look.reads}" for look in looks[:12]]
    return f"{title(found)}. {'; '.join(said)}."


def _where(look: Look) -> str:
    names = NAMES.get(len(look.extents), ())
    along = [
        f"{name}s {spoken(sorted({place for patch in look.patches for place in patch[axis]}))}"
        for axis, name in enumerate(names)
    ]
    return ", ".join(along) or "all"


def _panels(found: ValueField) -> list[Panel]:
    """Give a panel for each volume that is looked at, the input first, and one for the value."""
    made: dict[str, Panel] = {}
    for look in reversed(found.looks):
        if look.how == "own":
            continue
        before = made.get(look.reads)
        patches = (*(before.patches if before else ()), *look.patches)
        said = (f"{look.layer}: {window_of(look)}",)
        captions = (*(before.captions if before else (_called(look.reads, look.extents),)), *said)
        frames = _frames(patches) if len(look.extents) > 2 else ()
        made[look.reads] = Panel(look.reads, look.extents, patches, (*captions, *frames))
    own = (tuple((place,) for place in found.at),)
    frame = (f"frame {found.at[2]}",) if len(found.at) > 2 else ()
    return [*made.values(), Panel(found.layer, found.extents, own, (_called(found.layer, found.extents), *frame))]


def _called(name: str, extents: Sequence[int]) -> str:
    return f"{name} {'x'.join(map(str, extents))}".strip()


def _frames(patches: Sequence[Patch]) -> tuple[str, ...]:
    return (f"frames {spoken(sorted({place for patch in patches for place in patch[2]}))}",)


def _few(panels: list[Panel]) -> list[Panel]:
    """Leave out those in the middle of very many, and say so below the one before."""
    if len(panels) <= MOST_PANELS:
        return panels
    head, tail = panels[: MOST_PANELS // 3], panels[-2 * MOST_PANELS // 3 :]
    said = f"… {len(panels) - len(head) - len(tail)} volumes more …"
    return [*head[:-1], head[-1]._replace(captions=(*head[-1].captions, said)), *tail]


def _placed(panels: Sequence[Panel], top: float) -> list[Placed]:
    """Put panels side by side, in as many lines as they need."""
    found: list[Placed] = []
    x, y, line, tallest = MARGIN, top, 0, 0.0
    for panel in panels:
        width, height = panel.room
        if found and x + width > WIDEST:
            x, y, line, tallest = MARGIN, y + tallest + APART / 2, line + 1, 0.0
        found.append(Placed(panel, x, y, line))
        x, tallest = x + width + APART, max(tallest, height)
    return found


def _stacked(panels: Sequence[Panel], top: float) -> list[Placed]:
    """Put panels of one axis one above the other, the value uppermost; pixel 0 stands in one column."""
    left = MARGIN - min(panel.span(0)[0] * panel.cell for panel in panels)
    found = []
    for line, panel in enumerate(reversed(panels)):
        found.append(Placed(panel, left + panel.span(0)[0] * panel.cell, top, line))
        top += panel.room[1] + LINE
    return found[::-1]


def _drawn(placed: Placed) -> Iterator[Mark]:
    """Draw a volume, what is looked at in it, and what it is."""
    panel, board = placed.panel, placed.panel.board(placed.x, placed.y)
    yield from board.marks()
    for patch in panel.patches:
        columns, rows = (patch[axis] if axis < len(patch) else (0,) for axis in (0, 1))
        yield from board.patch(columns, rows, "sliding")
    across, down = panel.places(0), panel.places(1)
    if across and down:
        yield board.frame((across[0], across[-1]), (down[0], down[-1]))
    below = placed.y + (panel.span(1)[1] - panel.span(1)[0]) * panel.cell + LINE
    for at, text in enumerate(panel.captions):
        yield Words(placed.x, below + at * LINE, text, "soft" if at else "ink", SMALL)


def _leads(found: ValueField) -> dict[str, str]:
    """Say to which volume each leads: past layers whose values see what lies at their own place."""
    own = {look.reads: look.layer for look in found.looks if look.how == "own"}
    leads = {}
    for look in found.looks:
        if look.how != "own":
            to = look.layer
            while to in own and to != found.layer:
                to = own[to]
            leads[look.reads] = to
    return leads


def _ways(placed: Sequence[Placed], leads: dict[str, str]) -> Iterator[Mark]:
    """Draw lines from what is looked at to what is made of it, where the two stand side by side."""
    for one, other in pairwise(placed):
        if one.line != other.line or leads.get(one.panel.name) != other.panel.name:
            continue
        start, end = one.panel.board(one.x, one.y), other.panel.board(other.x, other.y)
        sides = [(one.panel.places(axis), other.panel.places(axis)) for axis in (0, 1)]
        if all(here and there for here, there in sides):
            (across, to), (down, into) = sides
            for place, target in ((down[0], into[0]), (down[-1] + 1, into[-1] + 1)):
                yield Path(start.at(across[-1] + 1, place), ((end.at(to[0], target),),), "window", THIN)
