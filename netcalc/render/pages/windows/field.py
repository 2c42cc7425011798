"""What one value sees: layer by layer back to the input, and the pixels of the input as a grid."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from netcalc.calculator.fields.patches import Patch, whole
from netcalc.calculator.fields.value import Look, ValueField
from netcalc.render.document import Code, Document, Heading, Part, aside, sentence
from netcalc.render.pages.report.window import each_axis
from netcalc.render.pages.windows.grid import PADDING, PIXEL, SEEN, legend, runs, spoken
from netcalc.render.pages.windows.pixels import Pixels, drawn
from netcalc.render.pages.windows.slide import ALONG
from netcalc.render.table import Narrower, Row, Table, numbers, words

NAMES: Final = {1: ("position",), 2: ("column", "row"), 3: ("column", "row", "frame")}
NARROWER: Final = (Narrower("cut", ("layer", "reads"), 12), Narrower("wrap", ("columns", "rows", "frames"), 12))
MOST_ROWS: Final = 60
MEANINGS: Final = ((SEEN, "seen"), (PADDING, "padding that is seen"), (PIXEL, "not seen"))


def page(found: ValueField, width: int) -> Document:
    """Make the page of what a value sees."""
    return Document(field_data(found), partial(_parts, found, width), lambda: looks_table(found.looks))


def _parts(found: ValueField, width: int) -> Iterable[Part]:
    yield sentence(title(found), "bold")
    looks = [look for look in found.looks if look.how != "own"]
    if len(looks) > MOST_ROWS:
        yield looks_table(looks[: MOST_ROWS // 2])
        yield aside(f"{len(looks) - MOST_ROWS:,} looks more (`--format csv` has them), then", "dim")
        looks = looks[-MOST_ROWS // 2 :]
    if looks:
        yield looks_table(looks)
    left_out = [look.layer for look in reversed(found.looks) if look.how == "own"]
    if left_out:
        named = ", ".join(dict.fromkeys(left_out[:6])) + (" ..." if len(left_out) > 6 else "")
        yield aside(f"left out, since each of their values sees what lies at its own place: {named}", "dim")
    for name, patches in found.inputs.items():
        if patches and found.given[name] and not every(found, name):
            grid = drawn(pixels(found, name), width)
            yield Heading(f"{name}, {'x'.join(map(str, found.given[name]))}", grid.about)
            yield Code("\n".join([*grid.lines, "", legend(grid.lines, MEANINGS)]))


def place(found: ValueField) -> str:
    """Name the position: column 2, row 3."""
    named = NAMES.get(len(found.at), ())
    return ", ".join(f"{word} {number}" for word, number in zip(named, found.at, strict=False))


def title(found: ValueField) -> str:
    """Say in a sentence what is seen."""
    at = f" at {place(found)}" if found.at else ""
    if not found.known:
        return f"{found.layer}{at}: nobody can say what it sees: {found.note}"
    seen = [
        f"{amount(patches)} of {'the ' if name == 'input' else ''}{name}"
        for name, patches in found.inputs.items()
        if patches
    ]
    note = f" ({found.note})" if found.note else ""
    return f"{found.layer}{at} sees {' and '.join(seen) or 'nothing of the input'}{note}"


def amount(patches: Sequence[Patch]) -> str:
    """Say how many pixels patches have: 14x14 pixels where they are one."""
    if patches == ((),):
        return "all"
    if len(patches) == 1:
        extents = [len(each) for each in patches[0]]
        return f"{'x'.join(map(str, extents))} pixel{'' if extents == [1] else 's'}"
    return f"{len(set().union(*map(Pixels.every, patches))):,} pixels"


def every(found: ValueField, name: str) -> bool:
    """Say whether all of an input is seen, and nothing but that is to be drawn."""
    return found.inputs[name] == (whole(found.given[name]),) and not any(look.padded for look in found.looks)


def pixels(found: ValueField, name: str) -> Pixels:
    """Gather what is seen of an input, and the padding around it that is looked at."""
    around = [patch for look in found.looks if look.reads == name and look.how == "window" for patch in look.patches]
    return Pixels(found.given[name], found.inputs[name], tuple(around))


def looks_table(looks: Sequence[Look]) -> Table:
    """Lay out looks that lead back, the layer itself first."""
    axes = max((len(look.extents) for look in looks), default=0)
    heads = ["positions"] if axes == 1 else list(ALONG.values())[:axes]
    rows = [_row(look, axes) for look in looks if look.how != "own"]
    return Table((*words("layer", "reads", "window", *heads), *numbers("padding")), tuple(rows), narrower=NARROWER)


def _row(look: Look, axes: int) -> Row:
    along = [spoken(sorted({p for patch in look.patches for p in patch[axis]})) for axis in range(len(look.extents))]
    return Row((look.layer, look.reads, window_of(look), *along, *[""] * (axes - len(along)), _padding(look)))


def window_of(look: Look) -> str:
    """Write the window through which a layer looks."""
    if look.window is None:
        return {"all": "all", "turned": "turned"}.get(look.how, "")
    said = "x".join(str(slide.size) for slide in look.window)
    strides, spacing = [slide.stride for slide in look.window], [slide.dilation for slide in look.window]
    said += f" {'*' if look.window[0].transposed else '/'}{each_axis(strides)}" if set(strides) != {1} else ""
    return said + (f" d{each_axis(spacing)}" if set(spacing) != {1} else "")


def _padding(look: Look) -> str:
    return "yes" if look.padded else ""


def field_data(found: ValueField) -> dict[str, Any]:
    """Give what is seen as plain data: positions as runs, first and last."""
    return {
        "layer": found.layer,
        "at": found.at,
        "known": found.known,
        "note": found.note,
        "inputs": {
            name: {"extents": found.given[name], "seen": _runs(patches)} for name, patches in found.inputs.items()
        },
        "looks": [
            {
                "layer": look.layer,
                "reads": look.reads,
                "how": look.how,
                "window": look.window,
                "extents": look.extents,
                "looks_at": _runs(look.patches),
                "padded": look.padded,
            }
            for look in found.looks
        ],
    }


def _runs(patches: Iterable[Patch]) -> Iterator[Any]:
    return iter([[runs(each) for each in patch] for patch in patches])
