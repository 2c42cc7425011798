"""The three ways to draw a network, which one suits it, and how much is folded for each."""

from typing import Final, get_args

from netcalc.network.network import View
from netcalc.render.pictures.drawing import Drawing
from netcalc.render.pictures.network.folding import folded, straight
from netcalc.render.pictures.network.graph import graph
from netcalc.render.pictures.network.neurons import neurons
from netcalc.render.pictures.network.neurons.neurons import Strength
from netcalc.render.pictures.network.parts import Part, parts_of
from netcalc.render.pictures.network.pieces import pieces_at
from netcalc.render.pictures.network.volumes import volumes
from netcalc.report.report import Report

VIEWS: Final[tuple[View, ...]] = get_args(View)
MOST_BOXES: Final = 40
MOST_NODES: Final = 90
FEWER: Final = ((60, None), (30, None), (90, straight), (30, straight), (10, straight))
MOST_COLUMNS: Final = 24  # of neurons
MOST_LAYERS: Final = 100  # that are looked at for neurons
ALL_OPEN: Final = 1_000  # levels


def suiting(report: Report, depth: int | None = None) -> View:
    """Say how a network is best drawn: by neurons where all of them read all, by volumes where it is a chain.

    Neurons cannot be folded to a depth.
    """
    if (
        depth is None
        and len(report.layers) <= MOST_LAYERS
        and neurons.unfit(report) is None
        and len(_columns(report)) <= MOST_COLUMNS
    ):
        return "neurons"
    return "volumes" if _chain(report) else "graph"


def picture(
    report: Report, view: View | None = None, depth: int | None = None, strength: Strength | None = None
) -> Drawing:
    """Draw a network in a view, else in that which suits it; ValueError where it cannot be drawn so."""
    view = suiting(report, depth) if view is None else view
    if view not in VIEWS:
        message = f"a network is drawn as {', '.join(VIEWS)}, not as {view!r:.40}"
        raise ValueError(message)
    if view == "neurons":
        if depth is not None:
            message = "neurons cannot be folded: a depth is for volumes and graphs"
            raise ValueError(message)
        return _neurons(report, strength)
    if view == "volumes":
        return volumes.picture(report, parts_of(report, folded(report, depth, MOST_BOXES, straight)))
    return graph.picture(report, _within_reach(report, depth))


def nodes(report: Report, depth: int | None, most: int = MOST_NODES) -> list[Part]:
    """Give the nodes of a network's graph."""
    return parts_of(report, folded(report, depth, most))


def _within_reach(report: Report, depth: int | None) -> list[Part]:
    """Fold a graph until it can be read: first blocks, then branches, then the middle."""
    parts = nodes(report, depth)
    for most, further in FEWER:
        if not graph.too_large(parts):
            break
        parts = parts_of(report, folded(report, depth, most, further))
    return parts


def _neurons(report: Report, strength: Strength | None) -> Drawing:
    reason = neurons.unfit(report)
    if reason is None and (len(report.layers) > MOST_LAYERS or len(_columns(report)) > MOST_COLUMNS):
        reason = f"neurons are drawn of at most {MOST_COLUMNS} layers"
    if reason is not None:
        raise ValueError(reason)
    return neurons.picture(report, _columns(report), strength)


def _columns(report: Report) -> list[Part]:
    return parts_of(report, pieces_at(report, ALL_OPEN))


def _chain(report: Report) -> bool:
    """Say whether each layer reads the one before, and nothing else."""
    before = next(iter(report.inputs), None)
    for layer in report:
        if layer.from_ != (before,):
            return False
        before = layer.name
    return len(report.inputs) == 1
