"""Volumes as on the slides: a box each, the window that reads it, what is done between; long networks in rows."""

from collections.abc import Sequence
from typing import Final

from netcalc.render.pictures.drawing import Drawing
from netcalc.render.pictures.network.caption import Page
from netcalc.render.pictures.network.parts import Part
from netcalc.render.pictures.network.volumes.row import Row
from netcalc.render.pictures.network.volumes.solids import Solid
from netcalc.render.pictures.network.volumes.standing import GAP, Stand, far, words_before
from netcalc.report.report import Report

WIDEST: Final = 1_140.0
STEP: Final = 40.0
APART: Final = 12.0
ASIDE: Final = 20.0  # how far words may stand from the middle of their gap
SCALE: Final = "Sides are drawn on a log scale: as long as log2(extent + 1); so are windows."
WINDOW: Final = "A window (orange) lies on the volume that it reads, and makes the value at its tip."
BEHIND: Final = "Of a third extent, a few slices are drawn one behind the other."


def picture(report: Report, parts: Sequence[Part]) -> Drawing:
    """Draw the volumes of a network."""
    rows = _balanced(
        [
            Stand(place, part, words_before(place, parts), Solid(part.output, part.role))
            for place, part in enumerate(parts)
        ]
    )
    wide = max(stand.end for row in rows for stand in row)
    page = Page(report, wide)
    for number, row in enumerate(rows):
        drawn = Row(row, onward=number + 1 < len(rows))
        page.add(drawn.marks(), drawn.height, (page.width - wide) / 2)
    windows = any(stand.window for row in rows for stand in row)
    deep = any(len(part.output or ()) == 4 for part in parts)
    page.legend(dict.fromkeys(part.role for part in parts))
    return page.drawing([SCALE, *[WINDOW] * windows, *[BEHIND] * deep], parts)


def _balanced(stands: Sequence[Stand]) -> list[list[Stand]]:
    """Put the boxes into as few rows as there is need for, about as long as each other."""
    rows = _rows(stands, width := WIDEST)
    while len(rows) > 1 and len(narrower := _rows(stands, width - STEP)) == len(rows):
        rows, width = narrower, width - STEP
    return rows


def _rows(stands: Sequence[Stand], widest: float) -> list[list[Stand]]:
    """Put the boxes into rows, as close as their words allow."""
    rows: list[list[Stand]] = [[]]
    skipped = _skipped([stand.part for stand in stands])
    for stand in stands:
        placed = _next(rows[-1], stand, skipped)
        if rows[-1] and placed.right > widest:
            rows.append([])
            placed = _next(rows[-1], stand, skipped)
        rows[-1].append(placed)
    return rows


def _skipped(parts: Sequence[Part]) -> set[int]:
    """Name the parts at which a wire that skips others ends."""
    return {end for place, part in enumerate(parts) for each in far(place, part) for end in (each, place)}


def _next(row: Sequence[Stand], stand: Stand, skipped: set[int]) -> Stand:
    """Stand a box behind those of its row: no words touch, and no wire that skips goes through any."""
    solid, words = stand.solid, stand.spoken
    edge = row[-1].right if row else 0.0
    x = max(edge + (GAP if stand.place else 0.0), stand.label - solid.width / 2)
    clear = 0.0
    if row:
        before = row[-1]
        x = max(x, before.middle + before.label + APART + stand.label - solid.width / 2)
        clear = max(clear, before.gap + before.spoken + APART)
        if before.place in skipped:
            clear = max(clear, before.solid.below(before.x, 0)[0] + APART)
    x = max(x, 2 * (clear + words - ASIDE) - edge)
    gap = max((edge + x) / 2, clear + words)
    if stand.place in skipped:
        x = max(x, gap + words + APART - solid.below(0, 0)[0])
    return stand._replace(x=x, gap=gap)
