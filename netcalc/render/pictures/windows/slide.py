"""A window slid, as a picture: along one axis row below row; over two, a small board for each position."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final

from netcalc.calculator.fields.slid import Slid, slid
from netcalc.render.pages.windows.grid import MISSED, PADDING, PIXEL, SEEN, runs, shown
from netcalc.render.pages.windows.several import MOST_TOGETHER
from netcalc.render.pages.windows.slide import meanings, one_of_each, rows_shown, title, unread
from netcalc.render.pictures.colours import Role
from netcalc.render.pictures.drawing import SIZE, SMALL, TINY, Area, Drawing, Mark, Words, wide
from netcalc.render.pictures.windows.board import FAINT, Board
from netcalc.report.report import LayerReport

MARGIN: Final = 16.0
CELL: Final = 22.0
ROW: Final = 27.0
SMALL_CELL: Final = 13.0
APART: Final = 26.0
MOST_PLACES: Final = 41
LINE: Final = 20.0
FILLS: Final[dict[str, tuple[Role, float]]] = {
    SEEN: ("sliding", 1.0), PADDING: ("sliding", FAINT), PIXEL: ("given", 1.0), MISSED: ("fault", FAINT),
}  # fmt: skip


def picture(layer: LayerReport) -> Drawing:
    """Draw where the window of a layer goes."""
    axes, words = slid(layer), title(layer)
    marks: list[Mark] = [Words(MARGIN, MARGIN + SIZE, words, strong=True)]
    top = MARGIN + 2.4 * SIZE
    if len(axes) == 2 and 1 < len(axes[0].positions) * len(axes[1].positions) <= MOST_TOGETHER:
        marks += _boards(axes, top)
    else:
        for axis in one_of_each(axes):
            if len(axes) > 1:
                alike = [each.letter for each in axes if each[1:] == axis[1:]]
                marks.append(Words(MARGIN, top + SMALL, f"along {' and '.join(alike)}", "soft", SMALL))
                top += LINE
            marks += _rows(axis, top)
            top = _bottom(marks) + LINE
    said = list(unread(axes))
    top = _bottom(marks) + LINE
    marks += _legend(axes, top)
    marks += [Words(MARGIN, top + LINE * (2 + at), text, "fault", SMALL) for at, text in enumerate(said)]
    return Drawing(_right(marks) + MARGIN, _bottom(marks) + MARGIN, words, _told(axes, said), marks)


def _told(axes: Sequence[Slid], said: Sequence[str]) -> str:
    """Say in words what the picture shows."""
    found = [
        f"Along {axis.letter}: "
        + "; ".join(f"position {at} covers {each[0]} to {each[-1]}" for at, each in first)
        + "."
        for axis in axes
        if (first := list(enumerate(axis.positions))[:6])
    ]
    return " ".join([*found, *(f"{text[:1].upper()}{text[1:]}." for text in said)])


def _rows(axis: Slid, top: float) -> Iterator[Mark]:
    """Draw the positions along an axis one below the other, under the numbers of the pixels."""
    places = shown(*axis.edges, MOST_PLACES)
    side = MARGIN + wide(str(len(axis.positions)), SMALL) + 10
    columns = {place: side + at * CELL for at, place in enumerate(places) if place is not None}
    missed = set(axis.missed())
    every = ceil((wide(str(axis.W), TINY) + 3) / CELL)  # numbers that have room
    for place, x in columns.items():
        inside = 0 <= place < axis.W
        if not inside or place % every == 0:
            yield Words(x + CELL / 2, top + TINY, str(place) if inside else "P", "soft", TINY, middle=True)
    y = top + TINY + 6
    for number in rows_shown(axis, places):
        if number is None:
            yield Words(MARGIN, y + SMALL, "…", "soft", SMALL)
            y += LINE
            continue
        yield Words(MARGIN, y + CELL / 2 + 4, str(number), "ink", SMALL)
        yield from _row(axis, number, columns, missed, y)
        if None in places:
            yield Words(side + places.index(None) * CELL + CELL / 2, y + CELL / 2 + 4, "…", "soft", SMALL, middle=True)
        y += ROW


def _row(axis: Slid, number: int, columns: dict[int, float], missed: set[int], y: float) -> Iterator[Mark]:
    """Draw the pixels of an axis, those under the window at one position, and the window."""
    under = [place for place in axis.positions[number] if place in columns]
    for place, x in columns.items():
        inside = 0 <= place < axis.W
        board = Board(x, y, 1, 1, CELL)
        if place in under:
            yield board.block((0, 0), (0, 0), "sliding", 1.0 if inside else FAINT, dashed=not inside)
        elif place in missed:
            yield board.block((0, 0), (0, 0), "fault", FAINT, dashed=not inside)
            yield Words(x + CELL / 2, y + CELL / 2 + 4, "×", "fault", SMALL, middle=True)
        elif inside:
            yield board.block((0, 0), (0, 0), "given")
    for first, last in _together(under, columns, axis.slide.dilation):
        long = round((columns[last] - columns[first]) / CELL)
        yield Board(columns[first], y, 1, 1, CELL).frame((0, long), (0, 0))


def _together(under: Sequence[int], columns: dict[int, float], apart: int) -> list[tuple[int, int]]:
    """Give the pieces of a window between which no column was left out."""
    pieces: list[tuple[int, int]] = []
    for place in under:
        if pieces and columns[place] - columns[pieces[-1][1]] < (apart + 0.5) * CELL and place - pieces[-1][1] <= apart:
            pieces[-1] = (pieces[-1][0], place)
        else:
            pieces.append((place, place))
    return pieces


def _boards(axes: Sequence[Slid], top: float) -> Iterator[Mark]:
    """Draw a board for each position, as the positions lie in the output."""
    columns, rows = axes
    (left, right), (above, below) = columns.edges, rows.edges
    wide_, tall = (right - left) * SMALL_CELL + APART, (below - above) * SMALL_CELL + APART + LINE
    missed = [[place for place in axis.missed() if 0 <= place < axis.W] for axis in axes]
    for x, across in enumerate(columns.positions):
        for y, down in enumerate(rows.positions):
            corner = MARGIN + x * wide_ - left * SMALL_CELL, top + y * tall + LINE - above * SMALL_CELL
            board = Board(*corner, columns.W, rows.W, SMALL_CELL)
            yield Words(MARGIN + x * wide_, top + y * tall + LINE - 6, f"{x}, {y}", "soft", SMALL)
            yield from board.marks()
            for first, last in runs(missed[0]):
                yield board.block((first, last), (0, rows.W - 1), "fault", FAINT)
            for first, last in runs(missed[1]):
                yield board.block((0, columns.W - 1), (first, last), "fault", FAINT)
            yield from board.patch(across, down, "sliding")
            yield board.frame((across[0], across[-1]), (down[0], down[-1]))


def _legend(axes: Sequence[Slid], top: float) -> Iterator[Mark]:
    """Say what the fills mean, side by side."""
    x = MARGIN
    for sign, meaning in meanings(axes[0]) if axes else ():
        around, missed = any(axis.edges != (0, axis.W) for axis in axes), any(axis.missed() for axis in axes)
        if (sign != PADDING or around) and (sign != MISSED or missed):
            fill, opacity = FILLS[sign]
            yield Board(x, top, 1, 1, 11.0).block((0, 0), (0, 0), fill, opacity, dashed=sign == PADDING)
            yield Words(x + 17, top + 10, meaning, "soft", SMALL)
            x += 17 + wide(meaning, SMALL) + 20


def _bottom(marks: Sequence[Mark]) -> float:
    return max(max(_ys(mark)) for mark in marks)


def _right(marks: Sequence[Mark]) -> float:
    return max(max(_xs(mark)) for mark in marks)


def _ys(mark: Mark) -> list[float]:
    if isinstance(mark, Area):
        return [y for _, y in mark.points]
    return [mark.y] if isinstance(mark, Words) else [0.0]


def _xs(mark: Mark) -> list[float]:
    if isinstance(mark, Area):
        return [x for x, _ in mark.points]
    return [mark.x + wide(mark.text, mark.size, strong=mark.strong)] if isinstance(mark, Words) else [0.0]
