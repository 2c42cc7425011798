"""Neurons and edges as on the slides: a column of circles a layer, an edge for each weight."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import isfinite
from typing import Final

from netcalc.render.pictures.colours import Role
from netcalc.render.pictures.drawing import SMALL, Circle, Dot, Drawing, Mark, Path, Point, Spot, Words
from netcalc.render.pictures.network.caption import Page
from netcalc.render.pictures.network.neurons.columns import MOST, SHOWN, Column, columns_of
from netcalc.render.pictures.network.parts import Part
from netcalc.report.report import Report

RADIUS: Final = 15.0
ROW: Final = 40.0
BETWEEN: Final = 150.0  # from a column to the next
APART: Final = 14.0
HIGH: Final = 15.0
EDGE: Final = 1.1
MANY: Final = 60  # edges: more are fainter
FAINT, BROAD = 0.12, 3.6  # how strong and how wide the least and the largest weight are drawn
FULL: Final = ("fc", "maxout")
COLOURS: Final = (
    "Edges: blue is a positive weight, orange a negative one; the larger, the stronger, layer by layer.",
    "A dashed edge is no finite number.",
)

Strength = Callable[[str, int, int], float | None]  # of a layer's neuron, for a value that it reads: -1 to 1


def unfit(report: Report) -> str | None:
    """Say why a network's neurons are not drawn; None where each reads all that comes."""
    if len(report.inputs) != 1:
        return "neurons are drawn of networks with one input"
    before, dense = next(iter(report.inputs)), False
    for layer in report:
        if layer.output is None:
            return f"neurons are drawn where every volume is known: none leaves {layer.name}"
        full = layer.kind in FULL and not layer.output.spatial
        flat = layer.kind == "flatten" or (layer.output == layer.input and not layer.output.spatial)
        if layer.from_ != (before,) or layer.shares or not (full or layer.working.layer.in_place or flat):
            return f"neurons are drawn of layers that read all values of the one before: {layer.name} does not"
        before, dense = layer.name, dense or full
    return None if dense else "neurons are drawn where there are some"


def picture(report: Report, parts: Sequence[Part], strength: Strength | None = None) -> Drawing:
    """Draw the neurons of a network; where the strength of weights is given, edges show it."""
    columns = columns_of(parts)
    xs = _places(columns)
    tall = ROW * max(len(column.shown) for column in columns)
    page = Page(report, xs[-1] + columns[-1].wide / 2)
    lines = max(len(column.words) for column in columns)
    middle = max(0.0, page.width - xs[-1] - columns[-1].wide / 2) / 2
    marks = list(_marks(columns, xs, tall, strength))
    page.add(marks, tall + 16 + HIGH * lines, middle)
    return page.drawing(_caption(columns, marks, strength), parts)


def _places(columns: Sequence[Column]) -> list[float]:
    """Put columns apart, their words too."""
    xs = [columns[0].wide / 2]
    for before, column in pairwise(columns):
        xs.append(xs[-1] + max(BETWEEN, before.wide / 2 + APART + column.wide / 2))
    return xs


def _caption(columns: Sequence[Column], marks: Sequence[Mark | Spot], strength: Strength | None) -> Iterator[str]:
    if any(None in column.shown for column in columns):
        yield f"Of more than {MOST} neurons, {2 * SHOWN} are drawn; dots stand for the rest."
    if strength is not None:
        yield COLOURS[0]
    if any(isinstance(mark, Path) and mark.dashed for mark in marks):
        yield COLOURS[1]


def _marks(
    columns: Sequence[Column], xs: Sequence[float], tall: float, strength: Strength | None
) -> Iterator[Mark | Spot]:
    """Draw the edges, the circles on them, the words below."""
    stands = [list(zip(column.shown, _heights(column, tall), strict=True)) for column in columns]
    for place in range(1, len(columns)):
        faint = 0.7 if len(stands[place - 1]) * len(stands[place]) < MANY else 0.35
        for number, y in stands[place]:
            for source, start in stands[place - 1]:
                if number is not None and source is not None:
                    share = strength(columns[place].name, number, source) if strength else None
                    yield _edge((xs[place - 1], start), (xs[place], y), share, faint)
    for column, x, stand in zip(columns, xs, stands, strict=True):
        for number, y in stand:
            if number is None:
                yield from (Dot(x, y + step, 2.2, "soft") for step in (-9, 0, 9))
            else:
                yield Circle(x, y, RADIUS, column.role)
        for line, text in enumerate(column.words):
            role: Role = "soft" if line else "ink"
            yield Words(x, tall + 16 + HIGH * line, text, role, SMALL, middle=True, strong=not line)
        if column.name:
            yield Spot(x, tall / 2, RADIUS + 5, tall / 2, column.name)


def _heights(column: Column, tall: float) -> list[float]:
    top = (tall - ROW * len(column.shown)) / 2 + ROW / 2
    return [top + ROW * place for place in range(len(column.shown))]


def _edge(start: Point, end: Point, share: float | None, faint: float) -> Path:
    """Draw an edge: faint, or as its weight is."""
    if share is None:
        return Path(start, ((end,),), "soft", EDGE, opacity=faint)
    if not isfinite(share):
        return Path(start, ((end,),), "fault", EDGE, dashed=True)
    size = min(1.0, abs(share))
    role: Role = "plus" if share >= 0 else "minus"
    return Path(start, ((end,),), role, 0.5 + BROAD * size, opacity=FAINT + (1 - FAINT) * size)
