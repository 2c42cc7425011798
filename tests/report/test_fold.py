"""Folding: blocks and named repeats as one row each, and the rows add up."""

import pytest

from netcalc.calculator.calculator import calculate
from netcalc.network.bundle import load
from netcalc.network.network import Network
from netcalc.report.counts import COUNTS
from netcalc.report.fold import folded
from tests.support.running import Run

BLOCKS = {
    "unit": {"layers": [{"conv": {"filters": 4, "size": 3, "pad": 1}}, "relu"]},
    "stage": {"layers": ["unit", {"residual": ["unit"]}]},
}
NET = Network(
    input="8x8x4",
    blocks=BLOCKS,
    layers=[
        "unit",
        {"repeat": {"times": 2, "name": "body", "layers": ["stage"]}},
        {"add": ["body", "unit1"]},
        {"fc": 3},
    ],
)


def names(depth: int) -> list[str]:
    return [layer.name for layer in folded(calculate(NET), depth).layers]


def test_each_level_opens_the_one_above() -> None:
    assert names(1) == ["unit1", "body", "add1", "fc1"]
    assert names(2) == ["unit1.conv1", "unit1.relu1", "stage1", "stage2", "add1", "fc1"]
    assert names(3)[2:5] == ["stage1.unit1", "stage1.unit2", "stage1.add1"]
    assert len(names(4)) == len(calculate(NET).layers)


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
@pytest.mark.parametrize("spec", ["resnet152", "googlenet", "densenet121", "unet"])
def test_the_rows_add_up(spec: str, depth: int) -> None:
    report = calculate(load(spec))
    rows = folded(report, depth).layers
    for count in (count for count in COUNTS if count not in ("unshared", "activations")):
        assert sum(getattr(row, count) for row in rows) == getattr(report.totals, count)
    assert sum(row.activations or 0 for row in rows) + report.inputs["input"].values == report.totals.activations
    assert sum(row.unshared.params or 0 for row in rows) == report.totals.unshared.params


def test_a_row_reads_all_that_its_layers_read_from_outside() -> None:
    rows = {layer.name: layer for layer in folded(calculate(NET), 1).layers}
    assert rows["body"].from_ == ("unit1",)
    assert rows["add1"].from_ == ("body", "unit1")


def test_a_net_of_150_layers_reads_on_one_screen(run: Run) -> None:
    out = run("summary", "resnet152", "--depth", "1").out
    assert len(out.splitlines()) <= 25
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("form", ["json", "csv", "markdown", "latex"])
def test_every_format_folds(run: Run, form: str) -> None:
    out = run("summary", "resnet50", "--depth", "1", "--format", form).out.replace("\\_", "_")
    assert "conv2_x" in out
    assert "conv2_x.conv" not in out


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
@pytest.mark.parametrize("spec", ["resnet50", "googlenet", "densenet121"])
def test_an_open_group_holds_the_rows_of_its_layers(spec: str, depth: int) -> None:
    report = folded(calculate(load(spec)), depth)
    for group in report.groups.values():
        rows = report.layers[group.span]
        assert rows
        assert sum(row.params or 0 for row in rows) == group.sums.params
        assert rows[-1].output == group.sums.output
    assert (depth == 1) == (report.groups == {})


def test_a_group_that_is_a_row_is_no_group_any_more() -> None:
    # At depth 2 the body is open, and its two stages are rows of their own.
    report = folded(calculate(NET), 2)
    assert {name: group.span for name, group in report.groups.items()} == {"unit1": slice(0, 2), "body": slice(2, 4)}
    assert report["stage1"] == report.layers[2]
