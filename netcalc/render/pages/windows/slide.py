"""A window slid: its positions one under the other, the padding, the pixels that none of them reads."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from netcalc.calculator.fields.slid import Slid, slid
from netcalc.explanation.output import output_steps
from netcalc.render.document import Code, Document, Equation, Heading, Part, sentence
from netcalc.render.pages.report.window import each_axis
from netcalc.render.pages.windows.grid import MISSED, PADDING, PIXEL, SEEN, Place, legend, row, shown, spoken
from netcalc.render.pages.windows.several import MOST_TOGETHER, together
from netcalc.report.report import LayerReport, Report
from netcalc.text.counted import counted

ROWS: Final = 21  # positions, before those in the middle are left out
INDENT: Final = 2  # of lines to copy
ALONG: Final = {"W": "columns", "H": "rows", "T": "frames"}
READS: Final = ((SEEN, "read"), (PADDING, "padding"), (PIXEL, "not read here"), (MISSED, "never read"))
LAYS: Final = ((SEEN, "laid here"), (PADDING, "cut off"), (PIXEL, "not laid here"), (MISSED, "nothing is laid here"))


def page(report: Report, width: int) -> Document:
    """Make the page of a network of one layer that slides."""
    layer = report.layers[0]
    axes = slid(layer)
    return Document(slide_data(report, axes), partial(_parts, layer, axes, width))


def _parts(layer: LayerReport, axes: Sequence[Slid], width: int) -> Iterable[Part]:
    yield sentence(title(layer), "bold")
    yield from (Equation(step) for step in output_steps(layer) if step.symbol[:-1] in ALONG)
    if not axes:
        return
    if len(axes) == 2 and 1 < len(axes[0].positions) * len(axes[1].positions) <= MOST_TOGETHER:
        lines = together(axes, width - INDENT)
        if lines:
            yield Code("\n".join([*lines, "", legend(lines, meanings(axes[0]))]))
            yield from map(sentence, unread(axes))
            return
    for axis in one_of_each(axes):
        if len(axes) > 1:
            alike = [each.letter for each in axes if each[1:] == axis[1:]]
            yield Heading(f"along {' and '.join(alike)}")
        lines = list(positions(axis, width - INDENT))
        yield Code("\n".join([*lines, "", legend(lines[1:], meanings(axis))]))
    yield from map(sentence, unread(axes))


def title(layer: LayerReport) -> str:
    """Say what is slid over what."""
    given, window = layer.working.given[0], layer.working.window
    over = _pixels(given.spatial if given else ())
    if not window:
        return over
    said = [
        f"a window of {each_axis([slide.size for slide in window])}",
        f"stride {each_axis([s.stride for s in window])}",
    ]
    pads = [f"{s.before}" if s.before == s.after else f"{s.before} and {s.after}" for s in window]
    said += [f"padding {each_axis(pads)}"] if any(s.before or s.after for s in window) else []
    said += [f"dilation {each_axis([s.dilation for s in window])}"] if any(s.dilation > 1 for s in window) else []
    kind = ", transposed" if window[0].transposed else ""
    made = layer.output.spatial if layer.output else ()
    places = "" if not made else f": {_pixels(made, 'pixel' if window[0].transposed else 'position')}"
    return f"{over}, {', '.join(said)}{kind}{places}"


def _pixels(extents: Sequence[int], one: str = "pixel") -> str:
    return f"{'x'.join(map(str, extents))} {one}{'' if set(extents) == {1} else 's'}"


def one_of_each(axes: Sequence[Slid]) -> list[Slid]:
    """Give an axis of each sort."""
    return [axis for at, axis in enumerate(axes) if all(axis[1:] != before[1:] for before in axes[:at])]


def meanings(axis: Slid) -> tuple[tuple[str, str], ...]:
    """Say what the signs mean where a window reads, or lays down."""
    return LAYS if axis.slide.transposed else READS


def positions(axis: Slid, width: int) -> Iterator[str]:
    """Draw the positions one under the other, below the numbers of the pixels."""
    first, last = axis.edges
    cell = max(2, len(str(axis.W - 1)) + 1)
    side = len(str(len(axis.positions) - 1)) + 1
    places = shown(first, last, max(3, (width - side) // cell))
    missed = set(axis.missed())
    yield " " * side + row(places, lambda place: str(place) if 0 <= place < axis.W else "P", cell)
    for number in rows_shown(axis, places):
        if number is None:
            yield " " * (side - 1) + "…"
            continue
        yield f"{number:>{side - 1}} {row(places, partial(_sign_at, number, axis, missed), cell)}"


def _sign_at(number: int, axis: Slid, missed: set[int], place: int) -> str:
    """Give the sign of a pixel while the window stands at a position."""
    return sign(place, place in axis.positions[number], axis, missed)


def rows_shown(axis: Slid, places: Sequence[Place]) -> Iterator[Place]:
    """Give the positions that are shown: of many, the first and the last, as far as anything of them is seen."""
    left_out = False
    for number in shown(0, len(axis.positions), ROWS):
        seen = number is not None and (None not in places or not {*axis.positions[number]}.isdisjoint(places))
        if seen or not left_out:
            yield number if seen else None
        left_out = not seen


def sign(place: int, under: bool, axis: Slid, missed: set[int]) -> str:  # noqa: FBT001
    """Give the sign of a place of an axis, under the window or not."""
    inside = 0 <= place < axis.W
    if under:
        return SEEN if inside else PADDING
    return MISSED if place in missed else PIXEL if inside else " "


def unread(axes: Sequence[Slid]) -> Iterator[str]:
    """Say which pixels, and which padding, no position covers."""
    for axis in axes:
        missed = axis.missed()
        pixels = [place for place in missed if 0 <= place < axis.W]
        around = len(missed) - len(pixels)
        what = ALONG[axis.letter] if len(axes) > 1 else "pixels"
        if pixels:
            one = len(pixels) == 1
            never = "written" if axis.slide.transposed else "read"
            yield f"{what[:-1] if one else what} {spoken(pixels)} {'is' if one else 'are'} never {never}"
        if around:
            where = f" along {axis.letter}" if len(axes) > 1 else ""
            yield f"{counted(around, 'pixel')} of padding{where} {'is' if around == 1 else 'are'} never read"


def slide_data(report: Report, axes: Sequence[Slid]) -> dict[str, Any]:
    """Give the positions as plain data."""
    layer = report.layers[0]
    return {
        "input": next(iter(report.inputs.values())).spatial,
        "output": layer.output and layer.output.spatial,
        "valid": report.valid,
        "axes": [
            {
                "axis": axis.letter,
                "pixels": axis.W,
                "size": axis.slide.size,
                "stride": axis.slide.stride,
                "pad": [axis.slide.before, axis.slide.after],
                "dilation": axis.slide.dilation,
                "transposed": axis.slide.transposed,
                "positions": [list(each) for each in axis.positions],
                "missed": axis.missed(),
            }
            for axis in axes
        ],
        "problems": report.problems,
    }
