"""The graph of a network: boxes from top to bottom, wires between; a long graph stands in columns side by side."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import sqrt
from typing import Final

from netcalc.render.pictures.drawing import Drawing, Mark, Spot
from netcalc.render.pictures.layout import columns_of, layout
from netcalc.render.pictures.network.caption import Page
from netcalc.render.pictures.network.graph.banks import Banks
from netcalc.render.pictures.network.graph.nodes import Node, node_of
from netcalc.render.pictures.network.graph.valley import valley
from netcalc.render.pictures.network.graph.wires import Lanes, Rows
from netcalc.render.pictures.network.parts import Part
from netcalc.report.report import Report

THIN: Final = 0.22
ACROSS: Final = 8  # nodes side by side that no wire joins
MOST_ACROSS: Final = 12
MOST_WIRES: Final = 1_000  # from a row to the next
TALLEST: Final = 860.0  # of one column
SHAPE: Final = 1.1  # how much wider than high a long graph becomes
WIRED: Final = 220.0  # pixels that a cut may be moved to spare a wire
SPAN: Final = 0.3  # how far from its place, in columns, a cut is looked for
STACKED: Final = "A box that stands before another is several layers folded into one."
SHARED: Final = "A dashed box has no weights of its own."


def picture(report: Report, parts: Sequence[Part]) -> Drawing:
    """Draw the graph of a network."""
    nodes = [node_of(part) for part in parts]
    standing = _standing(parts, nodes)
    page = Page(report, standing.width)
    page.add(_marks(standing, nodes), standing.height, max(0.0, page.width - standing.width) / 2)
    page.legend(dict.fromkeys(part.role for part in parts))
    return page.drawing(_caption(parts), parts)


def _standing(parts: Sequence[Part], nodes: Sequence[Node]) -> Lanes | Banks:
    """Say where the boxes stand: as a U where the net is made so, else in lanes."""
    found = valley(parts)
    if found is not None:
        return Banks(found, nodes)
    rows = Rows(nodes, layout([part.reads for part in parts], rows_of(parts), thin=THIN))
    return Lanes(rows, _starts(rows))


def _marks(standing: Lanes | Banks, nodes: Sequence[Node]) -> Iterator[Mark | Spot]:
    yield from standing.marks()
    for place, node in enumerate(nodes):
        yield from node.marks(*standing.place(place))


def _starts(rows: Rows) -> list[int]:
    """Choose the rows with which lanes begin, near equal heights, where few wires would go across."""
    ends = rows.ends
    across = [rows.x(point) for points in rows.points for point in points]
    width = max(across) - min(across) + rows.unit
    count = max(1, round(sqrt(SHAPE * ends[-1] / width))) if ends[-1] > TALLEST else 1
    starts = [0]
    for number in range(1, count):
        wanted, reach = ends[-1] * number / count, SPAN * ends[-1] / count
        near = [row for row in range(starts[-1], len(ends) - 1) if abs(ends[row] - wanted) <= reach]
        if near:
            best = min(near, key=lambda row: len(rows.wires[row]) * WIRED + abs(ends[row] - wanted))
            starts.append(best + 1)
    return starts


def _caption(parts: Sequence[Part]) -> Iterator[str]:
    if any(part.folded for part in parts):
        yield STACKED
    if any(part.layers and part.layers[0].shares for part in parts):
        yield SHARED


def rows_of(parts: Sequence[Part]) -> list[int]:
    """Give the row of each part: below all that it reads; what reads nothing stands just above what reads it."""
    rows = columns_of([part.reads for part in parts])
    first: dict[int, int] = {}
    for place, part in enumerate(parts):
        for each in part.reads:
            first[each] = min(first.get(each, rows[place]), rows[place])
    alone = [place for place, part in enumerate(parts) if not part.reads and place not in first]
    below = {place: number // ACROSS for number, place in enumerate(alone)}
    return [
        below[place] if place in below else rows[place] if part.reads else first[place] - 1
        for place, part in enumerate(parts)
    ]


def too_large(parts: Sequence[Part]) -> bool:
    """Say whether a row of the graph would be too wide to be read, or there would be too many wires."""
    rows = rows_of(parts)
    wires = sum(max(1, rows[place] - rows[each]) for place, part in enumerate(parts) for each in part.reads)
    return max(Counter(rows).values()) > MOST_ACROSS or wires > MOST_WIRES
