"""Pictures of windows and fields: what is marked is what the calculator says, and no words lie on others."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from netcalc import Network, calculate
from netcalc.calculator.fields.slid import slid
from netcalc.calculator.fields.value import value_field
from netcalc.render.pictures.drawing import Area, Drawing
from netcalc.render.pictures.save import save
from netcalc.render.pictures.windows import field, slide
from netcalc.report.report import LayerReport
from tests.support.drawings import lying_on_another, off_the_sheet
from tests.support.running import Run

WINDOWS: dict[str, tuple[str, dict[str, Any]]] = {
    "padded": ("7x1", {"conv": {"size": 3, "stride": 2, "pad": 1}}),
    "cannot": ("7x1", {"conv": {"size": 3, "stride": 3}}),
    "dilated": ("9x1", {"conv": {"size": 3, "dilation": 2, "pad": "same"}}),
    "transposed": ("4x1", {"conv_transpose": {"size": 3, "stride": 2, "pad": 1}}),
    "long": ("224x1", {"conv": {"size": 7, "stride": 2, "pad": 3}}),
    "very long": ("16000x1", {"conv": {"size": 2, "stride": 2}}),
    "two axes": ("7x7x1", {"conv": {"size": 3, "stride": 2, "pad": 1}}),
    "large": ("40x30x1", {"conv": {"size": "5x3"}}),
    "too large": ("3x1", {"conv": {"size": 7}}),
}


def conv(**fields: Any) -> dict[str, Any]:
    return {"conv": {"filters": 1, **fields}}


STACKS: dict[str, tuple[str, list[Any], tuple[int, ...]]] = {
    "two": ("12x12x1", [conv(size=5, pad=2), {"pool": 2}, conv(size=3)], (0, 1)),
    "one axis": ("20x1", [conv(size=3, pad=1), conv(size=3, dilation=2)], (0,)),
    "three axes": ("8x8x6x1", [conv(size=3, pad=1), {"pool": 2}], (1, 1, 1)),
    "all": ("8x8x1", [conv(size=3), {"fc": 4}], ()),
    "deep": ("64x64x1", [conv(size=3, pad=1)] * 40, (32, 32)),
    "nothing": ("8x8x1", [{"noise": "8x8x1"}], (3, 3)),
    "unknown": ("8x8x1", [{"stated": {"output": "4x4x1"}}], (3, 3)),
}  # fmt: skip


def layer(name: str) -> LayerReport:
    volume, written = WINDOWS[name]
    ((kind, fields),) = written.items()
    return calculate(Network(input=volume, layers=[{kind: {"filters": 1, **fields}}])).layers[0]


def seen(name: str) -> Drawing:
    volume, layers, at = STACKS[name]
    report = calculate(Network(input=volume, layers=layers))
    return field.picture(value_field(report, report.layers[-1], at))


@pytest.mark.parametrize("name", WINDOWS)
def test_no_words_of_a_window_lie_on_others(name: str) -> None:
    drawing = slide.picture(layer(name))
    assert (lying_on_another(drawing), off_the_sheet(drawing)) == ([], [])


@pytest.mark.parametrize("name", STACKS)
def test_no_words_of_a_field_lie_on_others(name: str) -> None:
    drawing = seen(name)
    assert (lying_on_another(drawing), off_the_sheet(drawing)) == ([], [])


@pytest.mark.parametrize("name", ["padded", "cannot", "dilated", "transposed"])
def test_as_many_pixels_are_marked_as_the_positions_cover(name: str) -> None:
    (axis,) = slid(layer(name))
    marks = [mark for mark in slide.picture(layer(name)).marks if isinstance(mark, Area)]
    legend = 1
    covered = [place for position in axis.positions for place in position]
    inside = sum(0 <= place < axis.W for place in covered)
    assert sum(mark.fill == "sliding" and not mark.dashed for mark in marks) - legend == inside
    padding = axis.edges != (0, axis.W)
    assert sum(mark.fill == "sliding" and mark.dashed for mark in marks) - padding == len(covered) - inside
    missed = sum(mark.fill == "fault" for mark in marks)
    assert missed == len(axis.missed()) * len(axis.positions) + bool(axis.missed())


def test_every_format_takes_them(tmp_path: Path) -> None:
    for ending in ("svg", "png", "pdf", "tex"):
        save(lambda: slide.picture(layer("two axes")), tmp_path / f"slide.{ending}")
        save(lambda: seen("two"), tmp_path / f"field.{ending}", "dark")
    root = ET.parse(tmp_path / "slide.svg").getroot()  # noqa: S314  our own
    assert root.attrib["aria-label"] == "7x7 pixels, a window of 3, stride 2, padding 1: 4x4 positions"
    assert "Along W: position 0 covers -1 to 1" in (tmp_path / "slide.svg").read_text(encoding="utf-8")
    assert "conv2 at column 0, row 1 sees" in (tmp_path / "field.tex").read_text(encoding="utf-8")


def test_commands_draw(run: Run, tmp_path: Path) -> None:
    assert run("slide", "7", "3", "-o", "slide.svg").status == 0
    assert run("field", "lenet5", "conv2", "--at", "2,3", "-o", "field.svg", "--dark").status == 0
    told = (tmp_path / "field.svg").read_text(encoding="utf-8")
    assert "conv1 looks at columns 4 to 17, rows 6 to 19 of input" in told
    assert run("slide", "7", "3", "-o", "slide.gif").status == 2
    assert run("slide", "7", "3", "-o", "nowhere/slide.svg").status == 2


@pytest.mark.parametrize("name", ["conv1", "tanh1", "fc1"])
def test_explain_draws_a_layer(name: str, run: Run, tmp_path: Path) -> None:
    assert run("explain", "lenet5", name, "--draw", "layer.svg").status == 0
    told = (tmp_path / "layer.svg").read_text(encoding="utf-8")
    assert f"{name} at column 14, row 14 sees" in told or f"{name} sees 32x32 pixels" in told
    assert ("a window of 5, stride 1" in told) == (name == "conv1")
    assert run("explain", "lenet5", "totals", "--draw", "layer.svg").status == 2
