"""A board of pixels: its cells, what is marked on them, the window around some of them."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final, NamedTuple

from netcalc.render.pages.windows.grid import runs
from netcalc.render.pictures.colours import Role
from netcalc.render.pictures.drawing import STRONG, THIN, Area, Mark, Path, Point

LINED: Final = 5.0  # cells smaller than this have no lines between them
FAINT: Final = 0.5
MOST_BLOCKS: Final = 150


class Board(NamedTuple):
    """Where a board stands: the corner of pixel 0, 0, its extents in pixels, the size of a cell."""

    x: float
    y: float
    wide: int
    tall: int
    cell: float

    def at(self, column: int, row: int) -> Point:
        """Give the upper left corner of a cell; cells may lie outside."""
        return self.x + column * self.cell, self.y + row * self.cell

    def marks(self) -> Iterator[Mark]:
        """Draw the pixels, with lines between them where there is room."""
        yield self.block((0, self.wide - 1), (0, self.tall - 1), "given")
        if self.cell < LINED:
            return
        for column in range(1, self.wide):
            yield Path(self.at(column, 0), ((self.at(column, self.tall),),), "paper", THIN)
        for row in range(1, self.tall):
            yield Path(self.at(0, row), ((self.at(self.wide, row),),), "paper", THIN)
        yield self._around((0, self.wide - 1), (0, self.tall - 1), "soft", THIN)

    def block(
        self, columns: tuple[int, int], rows: tuple[int, int], fill: Role, opacity: float = 1.0, *, dashed: bool = False
    ) -> Area:
        """Fill the cells from the first to the last of these columns and rows."""
        (left, right), (top, bottom) = columns, rows
        corners = ((left, top), (right + 1, top), (right + 1, bottom + 1), (left, bottom + 1))
        return Area(tuple(self.at(*corner) for corner in corners), fill, opacity, "soft", THIN, dashed)

    def patch(self, columns: Sequence[int], rows: Sequence[int], fill: Role) -> Iterator[Mark]:
        """Fill the cells of these columns and rows; those outside, the padding, faintly."""
        blocks = list(product(_parts(columns, self.wide), _parts(rows, self.tall)))
        if len(blocks) > MOST_BLOCKS:
            blocks = list(product(_parts(_filled(columns), self.wide), _parts(_filled(rows), self.tall)))
        for across, down in blocks:
            inside = 0 <= across[0] < self.wide and 0 <= down[0] < self.tall
            yield self.block(across, down, fill, 1.0 if inside else FAINT, dashed=not inside)
            if inside:
                yield from self._lines(across, down)

    def _lines(self, columns: tuple[int, int], rows: tuple[int, int]) -> Iterator[Mark]:
        if self.cell < LINED:
            return
        for column in range(columns[0] + 1, columns[1] + 1):
            yield Path(self.at(column, rows[0]), ((self.at(column, rows[1] + 1),),), "paper", THIN)
        for row in range(rows[0] + 1, rows[1] + 1):
            yield Path(self.at(columns[0], row), ((self.at(columns[1] + 1, row),),), "paper", THIN)

    def frame(self, columns: tuple[int, int], rows: tuple[int, int]) -> Path:
        """Draw the window around these cells."""
        return self._around(columns, rows, "window", STRONG)

    def _around(self, columns: tuple[int, int], rows: tuple[int, int], role: Role, width: float) -> Path:
        (left, right), (top, bottom) = columns, rows
        corners = ((right + 1, top), (right + 1, bottom + 1), (left, bottom + 1), (left, top))
        return Path(self.at(left, top), tuple((self.at(*corner),) for corner in corners), role, width)


def _filled(places: Sequence[int]) -> Sequence[int]:
    return range(places[0], places[-1] + 1) if places else ()


def _parts(places: Sequence[int], extent: int) -> list[tuple[int, int]]:
    """Give runs of places, cut where the pixels begin and end."""
    before = [place for place in places if place < 0]
    inside = [place for place in places if 0 <= place < extent]
    behind = [place for place in places if place >= extent]
    return [run for part in (before, inside, behind) for run in runs(part)]
