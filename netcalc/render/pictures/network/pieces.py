"""Layers that are drawn as one: groups that are folded, and layers with what only changes their values."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from netcalc.report.fold import levels
from netcalc.report.report import LayerReport, Report
from netcalc.text.counted import counted

LOOKED_AT: Final = 3_000  # pieces: of more, the middle is folded unseen
ENDS: Final = 100


class Piece(NamedTuple):
    """Layers that are drawn as one: which, under which name.

    `about` says what is put together, a line each, nothing of a single layer; the last `followed` only change values.
    """

    span: slice
    name: str
    about: tuple[str, ...] = ()
    followed: int = 0


def ends(report: Report) -> frozenset[str]:
    """Name the layers that are outputs of the network; a block stands for its last."""
    groups = report.groups
    return frozenset(
        report.layers[groups[each.name].span.stop - 1].name if each.name in groups else each.name
        for each in report.outputs
    )


def pieces_at(report: Report, depth: int) -> list[Piece]:
    """Fold the groups deeper than so many levels; what only changes values goes with what it changes."""
    return _followed(_folded(report, depth), report)


def _folded(report: Report, depth: int) -> list[Piece]:
    """Give a piece for each layer and each group of this level; of very many, those in front and at the end."""
    at = levels(report)
    heads = {report.groups[name].span.start: name for name, level in at.items() if level == depth}
    spans = [report.groups[name].span for name in heads.values()]
    last = len(report.layers)
    if last - sum(span.stop - span.start - 1 for span in spans) <= LOOKED_AT:
        return _each(report, heads, 0, last)
    front = _each(report, heads, 0, ENDS)
    end = max([last - ENDS, *(span.stop for span in spans if span.start < last - ENDS)])
    between = slice(front[-1].span.stop, end)
    name = f"{report.layers[between.start].name} … {report.layers[end - 1].name}"
    about = (counted(between.stop - between.start, "layer"), "folded")
    return [*front, Piece(between, name, about), *_each(report, heads, end, last)]


def _each(report: Report, heads: Mapping[int, str], place: int, stop: int) -> list[Piece]:
    made: list[Piece] = []
    while place < stop:
        name = heads.get(place)
        span = slice(place, place + 1) if name is None else report.groups[name].span
        held = report.layers[span]
        if name is None or len(held) == 1:
            made.append(Piece(span, held[0].name))
        else:
            made.append(Piece(span, name, (report.groups[name].kind, counted(len(held), "layer"))))
        place = span.stop
    return made


def _followed(pieces: Sequence[Piece], report: Report) -> list[Piece]:
    """Put layers that only change values with the one before, which nobody else reads."""
    readers = Counter(name for layer in report.layers for name in layer.from_)
    outputs = ends(report)
    made: list[Piece] = []
    for piece in pieces:
        layer = report.layers[piece.span.start]
        if made and not piece.about and _only_changes(layer, report.layers[made[-1].span.start]):
            before = report.layers[piece.span.start - 1].name
            if layer.from_ == (before,) and readers[before] == 1 and before not in outputs:
                whole = slice(made[-1].span.start, piece.span.stop)
                made[-1] = made[-1]._replace(span=whole, followed=made[-1].followed + 1)
                continue
        made.append(piece)
    return made


def _only_changes(layer: LayerReport, first: LayerReport) -> bool:
    """Say whether a layer only changes values; a norm goes with neurons or a window alone."""
    if layer.output is None or layer.output != layer.input:
        return False
    if layer.working.layer.in_place or layer.kind == "dropout":
        return True
    own = layer.neurons or layer.working.window or layer.working.layer.stated
    return not own and bool(first.neurons or first.working.window)


def reads_of(pieces: Sequence[Piece], report: Report) -> list[tuple[int, ...]]:
    """Say which pieces each piece reads; -1 and below are what comes in."""
    places = {name: -1 - place for place, name in enumerate(report.inputs)}
    made: list[tuple[int, ...]] = []
    for number, piece in enumerate(pieces):
        held = report.layers[piece.span]
        found = dict.fromkeys(places[name] for layer in held for name in layer.from_ if name in places)
        places |= {layer.name: number for layer in held}
        made.append(tuple(found))
    return made
