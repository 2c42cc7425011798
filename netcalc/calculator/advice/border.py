"""Advice on convolutions without padding: the border washes away, faster than a map can afford."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from netcalc.arithmetic import Slide
from netcalc.calculator.advice.view import View
from netcalc.layers.conv import Conv
from netcalc.layers.labels import LETTERS
from netcalc.problems import BORDER_WASHES_AWAY, Problem

THIRD: Final = 3


class Run(NamedTuple):
    """Convolutions without padding in a row: the first, the extents it reads, pixels lost, pixels a step, if said."""

    first: str
    extents: tuple[int, ...]
    lost: tuple[int, ...]
    jumps: tuple[int, ...]
    said: bool = False


def border_washes_away(view: View) -> Iterator[Problem]:
    """Find the conv by which more than a third of an extent of what the first of its run reads is gone."""
    runs: list[Run | None] = []
    for number, node in view:
        before = runs[node.reads[0]] if node.reads and node.reads[0] >= 0 else None
        run = _after(view, number, before)
        if run is not None and not run.said and isinstance(node.layer, Conv):
            for letter, extent, lost in zip(LETTERS, run.extents, run.lost, strict=False):
                if lost * THIRD > extent and not run.said:
                    run = run._replace(said=True)
                    yield view.advise(number, BORDER_WASHES_AWAY, _message(run, node.name, letter, extent, lost), HINT)
        runs.append(run)


HINT: Final = "pad with zeros: `pad: same`, or half of the size less one"


def _message(run: Run, last: str, letter: str, extent: int, lost: int) -> str:
    convs = f"{run.first} to {last}, without padding, take" if run.first != last else f"{last}, without padding, takes"
    return f"{convs} {lost} of {extent} pixels of {letter} away"


def _after(view: View, number: int, before: Run | None) -> Run | None:
    """Follow a run: a conv without padding adds to it, what keeps the extents hands it on, all else ends it."""
    layer, given, made = view.nodes[number].layer, view.given(number), view.made(number)
    if given is None or made is None:
        return None
    if not isinstance(layer, Conv):
        keeps = len(view.nodes[number].reads) == 1 and made.spatial == given.spatial and layer.sees(given) == "own"
        return before if keeps and view.layers[number].working.window is None else None
    window = view.layers[number].working.window or ()
    if any(slide.before or slide.after for slide in window):
        return None
    spans = [_taken(slide, extent) for slide, extent in zip(window, given.spatial, strict=True)]
    if before is None and not any(spans):
        return None
    start = before or Run(view.nodes[number].name, given.spatial, (0,) * len(window), (1,) * len(window))
    lost = tuple(had + span * J for had, span, J in zip(start.lost, spans, start.jumps, strict=True))
    jumps = tuple(J * slide.stride for J, slide in zip(start.jumps, window, strict=True))
    return start._replace(lost=lost, jumps=jumps)


def _taken(slide: Slide, extent: int) -> int:
    """Say how many pixels a window takes away along an axis; one that reads the whole axis has no border."""
    span = slide.dilation * (slide.size - 1)
    return 0 if span + 1 == extent else span
