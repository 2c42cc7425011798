"""A window slid along two axes: its positions side by side, a grid each, as the lecture draws them."""

from collections.abc import Sequence
from itertools import product
from typing import Final

from netcalc.calculator.fields.slid import Slid
from netcalc.render.pages.windows.grid import MISSED, PADDING, PIXEL, SEEN

MOST_TOGETHER: Final = 25
APART: Final = "   "
TALLEST: Final = 60  # lines


def together(axes: Sequence[Slid], width: int) -> list[str]:
    """Draw a grid for each position, as many side by side as there is room for; nothing where there is too little."""
    columns, rows = axes
    (left, right), (top, bottom) = columns.edges, rows.edges
    wide, tall = 2 * (right - left) - 1, bottom - top
    aside = min(len(columns.positions), (width + len(APART)) // (wide + len(APART)))
    down = -(-len(columns.positions) // aside) * len(rows.positions) if aside else 0
    if not aside or down * (tall + 2) > TALLEST:
        return []
    made: list[str] = []
    for y in range(len(rows.positions)):
        for start in range(0, len(columns.positions), aside):
            grids = [grid(axes, (x, y)) for x in range(start, min(start + aside, len(columns.positions)))]
            heads = [f"{x}, {y}" for x in range(start, start + len(grids))]
            made += [APART.join(head.ljust(wide) for head in heads).rstrip()]
            made += [APART.join(lines).rstrip() for lines in zip(*grids, strict=True)] + [""]
    return made[:-1]


def grid(axes: Sequence[Slid], at: tuple[int, int]) -> list[str]:
    """Draw all pixels, and the padding, with the window at one position."""
    columns, rows = axes
    under = set(product(columns.positions[at[0]], rows.positions[at[1]]))
    missed = [set(axis.missed()) for axis in axes]
    (left, right), (top, bottom) = columns.edges, rows.edges
    return [" ".join(_sign((x, y), under, axes, missed) for x in range(left, right)) for y in range(top, bottom)]


def _sign(place: tuple[int, int], under: set[tuple[int, int]], axes: Sequence[Slid], missed: list[set[int]]) -> str:
    inside = all(0 <= each < axis.W for each, axis in zip(place, axes, strict=True))
    if place in under:
        return SEEN if inside else PADDING
    if inside:
        return MISSED if place[0] in missed[0] or place[1] in missed[1] else PIXEL
    return " "
