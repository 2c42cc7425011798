"""Percentages: a layer's share of the totals, exact, in queries, claims, JSON and columns."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcalc import Network, calculate, check, load
from netcalc.report.counts import percent
from tests.support.running import Run


@given(st.integers(0, 10**20), st.integers(1, 10**20))
def test_a_share_is_the_nearest_hundredth(part: int, whole: int) -> None:
    found = percent(part, whole)
    assert found is not None
    assert (found * 100).denominator == 1
    assert abs(found - Fraction(100 * part, whole)) <= Fraction(1, 200)


def test_a_share_of_nothing_is_unknown() -> None:
    layer = calculate(Network(input="4", layers=["relu"]))["relu1"]
    assert (layer.percent.params, layer.percent.macs, layer.percent.activations) == (None, None, 0.0)


# LeNet-5: conv1 has 156 of 61,706 parameters, 117,600 of 416,520 multiplications, 4,704 of 9,118 activations.
def test_the_shares_of_a_layer() -> None:
    layer = calculate(load("lenet5"))["conv1"]
    assert layer.percent == tuple(
        round(100 * part / whole, 2) for part, whole in ((156, 61_706), (117_600, 416_520), (4_704, 9_118))
    )
    assert layer.percent.macs == 28.23


def test_a_share_is_asked(run: Run) -> None:
    asked = ("conv1.macs.percent", "conv1.params.percent", "tanh1.macs.percent", "totals.training_flops")
    assert run("ask", "lenet5", *asked).out.split() == ["28.23", "0.25", "0.00", "2263920"]


def test_a_block_has_the_share_of_its_layers(run: Run) -> None:
    report = calculate(load("resnet50"))
    whole = report["conv2_x"].percent.macs
    assert whole is not None
    inside = [layer.percent.macs or 0 for layer in report.layers if layer.name.startswith("conv2_x.")]
    assert whole == pytest.approx(sum(inside), abs=0.1)
    assert run("ask", "resnet50", "conv2_x.macs.percent").out == f"{whole:.2f}\n"


def test_a_share_is_claimed() -> None:
    layers = [{"fc": 4}, {"fc": 2}]
    right = {"fc1.macs.percent": "60%", "fc2.params.percent": "<= 38.5", "fc1.params.percent": "~ 61.5"}
    assert check(Network(input=3, layers=layers, expect=right)) == ()
    (problem,) = check(Network(input=3, layers=layers, expect={"fc1.macs.percent": 61}))
    assert problem.message == "fc1.macs.percent is 60.00, not 61"


def test_json_has_the_numbers_in_the_order_of_the_documentation(run: Run) -> None:
    found = json.loads(run("summary", "lenet5", "--format", "json").out)
    layer = found["layers"][0]
    assert layer["percent"] == {"params": 0.25, "macs": 28.23, "activations": 51.59}
    known = [
        "name", "kind", "from", "input", "output", "neurons", "weights", "biases", "params", "buffers", "unshared",
        "connections", "macs", "flops", "training_flops", "activations", "weights_per_neuron", "percent",
        "receptive_field_is", "receptive_field_note", "receptive_field",
    ]  # fmt: skip
    assert [word for word in layer if word in known] == known
    assert list(found["totals"])[-4:] == ["flops", "training_flops", "weighted_layers", "activations"]
    assert list(found["memory"])[:5] == ["params", "activations", "training", "peak", "inference"]
