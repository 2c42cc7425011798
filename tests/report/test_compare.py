"""Networks side by side."""

import json
from fractions import Fraction

import pytest

from netcalc.calculator.calculator import calculate
from netcalc.network.bundle import load
from netcalc.report.compare import compare
from netcalc.report.report import Report
from tests.support.running import Run

VGG16 = calculate(load("vgg16"))
RESNET50 = calculate(load("resnet50"))


def test_totals_and_ratios_to_the_first() -> None:
    totals = {total.number: total for total in compare(VGG16, RESNET50).totals}
    assert totals["totals.params"].values == (138_357_544, 25_557_032)
    assert totals["totals.params"].ratios == (Fraction(1), Fraction(25_557_032, 138_357_544))
    assert totals["totals.buffers"].ratios == (None, None)
    assert totals["layers"].values == (len(VGG16.layers), len(RESNET50.layers))


def test_layers_line_up_where_kind_and_volume_agree_in_order() -> None:
    pairs = compare(calculate(load("vgg16")), calculate(load("vgg19"))).pairs
    assert len(pairs) == 16
    assert all(pair.one.kind == pair.other.kind and pair.one.output == pair.other.output for pair in pairs)


def test_there_is_a_first_to_compare_with() -> None:
    assert compare(VGG16).totals[0].ratios == (Fraction(1),)
    reports: list[Report] = []
    with pytest.raises(TypeError, match="first"):
        compare(*reports)


def test_a_network_is_calculated_before_it_is_compared() -> None:
    with pytest.raises(TypeError, match=r"reports, as netcalc.calculate gives them, not Network"):
        compare(load("lenet5"), VGG16)


def test_a_network_lines_up_with_itself_whole() -> None:
    assert [pair.one.name for pair in compare(VGG16, VGG16).pairs] == [
        layer.name for layer in VGG16.layers if layer.params
    ]


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown", "latex"])
def test_the_command_in_every_format(run: Run, form: str) -> None:
    ran = run("compare", "vgg16", "resnet50", "--format", form)
    assert ran.status == 0
    assert "138,357,544" in ran.out or "138357544" in ran.out


def test_more_than_two(run: Run) -> None:
    made = json.loads(run("compare", "lenet5", "lenet5-1998", "lenet5", "--format", "json").out)
    assert len(set(made["networks"])) == 3
    assert made["totals"]["totals.params"]["values"] == [61_706, 60_000, 61_706]
    assert made["layers"] == []


def test_one_is_not_enough_and_an_invalid_one_is_said(run: Run) -> None:
    assert run("compare", "lenet5").status == 2
    misfit = "input: 7x7x1\nlayers: [pool: {size: 2}]\n"
    ran = run("compare", "lenet5", "-", stdin=misfit)
    assert ran.status == 1
    assert "window-does-not-fit" in ran.err
