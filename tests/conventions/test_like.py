"""`--like`: tables as other tools count, on every sort of network; what is said below them."""

import json
from itertools import product

import pytest

from netcalc import load
from netcalc.conventions.counting import CountedNetwork
from netcalc.conventions.tools import TOOLS
from tests.support.running import Run

EVERY_SORT = (
    "bilstm",
    "cbam",
    "deepface",
    "lenet5-1998",
    "luong-attention",
    "maxout",
    "yolov3",
    "siamese-koch",
    "senna",
)
COUNTED = {name: CountedNetwork(load(name)) for name in EVERY_SORT}


@pytest.mark.parametrize("name", EVERY_SORT)
def test_totals_are_the_sums_of_layers_and_never_below_nothing(name: str) -> None:
    network = COUNTED[name]
    for tool, total in product(TOOLS.values(), ("macs", "flops", "params")):
        for reading in tool.readings:
            found = network.total(total, reading.conventions)
            layers = [network.layer(each, total, reading.conventions) for each in network.names]
            assert found == sum(count or 0 for count in layers)
            assert found >= 0


def test_the_table_says_whose_numbers_it_has(run: Run) -> None:
    shown = run("summary", "lenet5", "--like", "thop").out
    assert shown.startswith("LeNet-5, as thop counts:")
    assert "418,096" in shown
    assert "MACs +1,576: average pools, 1 for each value that leaves (2 layers)" in shown
    assert "params: as netcalc counts" in shown


def test_json_and_columns_count_so_too(run: Run) -> None:
    whole = json.loads(run("summary", "lenet5", "--like", "torchinfo", "--format", "json").out)
    assert (whole["name"], whole["totals"]["macs"]) == ("LeNet-5, as torchinfo counts", 423_038)
    some = json.loads(run("summary", "lenet5", "--like", "torchinfo", "--columns", "macs", "--format", "json").out)
    assert some["totals"]["macs"] == 423_038


def test_networks_side_by_side(run: Run) -> None:
    found = json.loads(run("compare", "lenet5", "mlp-3-4-2", "--like", "torchinfo", "--format", "json").out)
    assert found["networks"] == ["LeNet-5, as torchinfo counts", "3-4-2 net, as torchinfo counts"]
    assert found["totals"]["totals.macs"]["values"] == [423_038, 26]


def test_a_tool_that_nobody_knows_is_named_with_those_that_are(run: Run) -> None:
    ran = run("summary", "lenet5", "--like", "thopp")
    assert ran.status == 2
    assert "did you mean `thop`?" in ran.err
    assert "torchinfo, thop, ptflops" in ran.err
    assert run("summary", "lenet5", "--like", "TorchInfo").status == 0
