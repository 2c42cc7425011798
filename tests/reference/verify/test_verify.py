"""Verification: fields measured, kinks said and not counted against, health, memory told beforehand."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcalc import Network, calculate
from netcalc.arithmetic import Arithmetic
from netcalc.layers.conv import Conv
from netcalc.layers.norm import GroupNorm
from netcalc.network.bundle import load
from netcalc.reference.verify.budget import available, needed
from netcalc.reference.verify.fields.everything import measure_all
from netcalc.reference.verify.fields.field import FieldCheck, Span, measure
from netcalc.reference.verify.gradients import direction
from netcalc.reference.verify.health import UNMEASURED, health, telling
from netcalc.reference.verify.how import How
from netcalc.reference.verify.verify import verify
from netcalc.render.pages.reference.verification import verification_data
from netcalc.render.plain import dumps
from tests.conftest import Run

RELU = Network(input="4x4x2", layers=[{"conv": {"filters": 3, "size": 3}}, "relu", {"pool": 2}, {"fc": 3}])
SLIDING = st.sampled_from(
    [
        {"conv": {"filters": 2, "size": 3, "pad": 1}},
        {"conv": {"filters": 2, "size": 3, "dilation": 2, "pad": 2}},
        {"conv": {"filters": 2, "size": 2, "stride": 2}},
        {"pool": {"size": 3, "stride": 2, "pad": 1}},
        {"pool": {"size": 2, "stride": 1, "op": "avg"}},
        "relu",
        "tanh",
        "layernorm",
        {"groupnorm": 1},
        "step",
    ]
)


@settings(max_examples=40)
@given(st.lists(SLIDING, min_size=1, max_size=4))
def test_measured_fields_are_the_calculated_ones(layers: list[object]) -> None:
    network = Network(input="19x17x2", rounding="floor", layers=layers)
    found = measure(network, calculate(network))
    assert (found is None) == (layers[0] == {"groupnorm": 1})
    assert found is None or found.passed


# A norm over positions hands a pixel on to all of them: a field that leaves it out is too small.
def test_a_norm_that_is_forgotten_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    conv = {"conv": {"filters": 4, "size": 3}}
    network = Network(input="32x32x3", layers=[conv, {"groupnorm": 2}, conv])
    found = measure(network, calculate(network))
    assert found is not None
    assert (found.layer, found.passed) == ("conv1", True)
    monkeypatch.setattr(GroupNorm, "sees", lambda *_: "own")
    found = measure(network, calculate(network))
    assert found is not None
    assert (found.layer, found.passed) == ("conv2", False)


# Squeeze and excite (Hu, Shen and Sun 2018): the gate sees all, the map what it saw.
def test_behind_a_gate_the_field_of_the_map_is_measured() -> None:
    conv = {"conv": {"filters": 4, "size": 3}}
    gate = [{"global_pool": {"from": "conv1"}}, {"conv": {"filters": 4, "size": 1}}, "sigmoid"]
    network = Network(input="15x15x3", layers=[conv, *gate, {"multiply": ["conv1", "sigmoid1"]}, conv], loss="mse")
    found = measure(network, calculate(network))
    assert found is not None
    assert (found.layer, found.passed, [span.size for span in found.spans]) == ("conv3", True, [5, 5])


def test_behind_a_transposed_window_no_field_is_wider_than_calculated() -> None:
    layers = [{"conv_transpose": {"filters": 2, "size": 3, "stride": 2}}, {"conv": {"filters": 2, "size": 3}}]
    network = Network(input="9x9x2", layers=layers)
    found = measure(network, calculate(network))
    assert found is not None
    assert found.passed
    assert not found.exact


def test_of_several_outputs_it_is_said_which_one_the_loss_reads() -> None:
    layers = [{"fc": {"units": 3, "name": "a"}}, {"fc": {"units": 4, "name": "b", "from": "input"}}]
    read: dict[str, Any] = {"input": "5", "layers": layers, "outputs": ["a", "b"]}
    back = "what comes back into a is drawn by chance"
    (said,) = verify(Network(**read)).notes
    assert said == f"the loss is softmax of b, the last output (the spec names no loss); {back}"
    assert verify(Network(**read, loss="mse")).notes == (f"the loss is mse of b, the last output; {back}",)


# What sees all is reached by all that any of its positions is; what strides leave unread, no position sees.
@pytest.mark.parametrize(
    ("layers", "layer", "pixels"),
    [
        ([{"fc": 3}], "fc1", 9 * 9),
        ([{"conv": {"filters": 2, "size": 3}}, "global_pool"], "global_pool1", 9 * 9),
        ([{"pool": {"size": 2, "rounding": "floor"}}, "flatten", {"fc": 2}], "fc1", 8 * 8),
        ([{"groupnorm": 1}, {"conv": {"filters": 2, "size": 3}}], "conv1", 9 * 9),
        ([{"groupnorm": 1}, {"zero_pad": [0, 1]}], "zero_pad1", 9 * 9),
        ([{"conv": {"filters": 2, "size": 3}}, {"reduce": {"over": "space", "op": "max"}}], "reduce1", 9 * 9),
    ],
)
def test_what_sees_all_is_measured(layers: list[object], layer: str, pixels: int) -> None:
    network = Network(input="9x9x2", layers=layers)
    found = measure_all(network, calculate(network))
    assert found is not None
    assert (found.layer, found.pixels, found.of, found.passed) == (layer, pixels, pixels, True)


def test_what_does_not_see_all_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    network = Network(input="9x9x2", layers=[{"conv": {"filters": 3, "size": 3}}])
    monkeypatch.setattr(Conv, "sees", lambda *_: "all")
    assert verify(network).reasons == ("conv1 does not see all: 9 of 81 pixels reach a position",)


def test_what_would_take_long_is_not_measured() -> None:
    network = Network(input="20000", layers=[{"fc": 1001}])
    assert measure_all(network, calculate(network)) is None
    plain = Network(input="9x9x2", layers=["relu"])
    assert measure_all(plain, calculate(plain)) is None


def test_through_a_layer_whose_numbers_are_stated_nothing_is_seen() -> None:
    behind = [{"attention": {"heads": 2}}, {"stated": {"output": "5x4"}}]
    network = Network(input="5x4", layers=[{"residual": behind}, "layernorm"])
    assert verify(network).passed


def test_a_stated_layer_is_left_out_and_said_to_be() -> None:
    stated = {"stated": {"output": "7x7x2", "params": 10**9, "macs": 5, "what": "something new"}}
    network = Network(input="9x9x2", layers=[{"conv": {"filters": 3, "size": 3}}, stated, {"fc": 4}])
    found = verify(network)
    assert (found.passed, [layer.left_out for layer in found.layers]) == (True, [False, True, False])
    (note,) = found.notes
    assert note == "stated1 is left out, and makes a constant in its place (stated: something new)"


# A transposition of the spatial axes: the width of the map looks along the height of the input.
@pytest.mark.parametrize("order", [[1, 0, 2], [0, 1, 2]])
def test_fields_along_turned_axes_are_measured(order: list[int]) -> None:
    layers = [{"conv": {"filters": 2, "size": "3x5"}}, {"transpose": order}, {"conv": {"filters": 2, "size": "2x1"}}]
    network = Network(input="15x19x2", layers=layers)
    found = measure(network, calculate(network))
    assert found is not None
    assert found.passed
    sizes = [3, 5] if order == [0, 1, 2] else [5, 3]
    assert [span.size for span in found.spans] == [sizes[0] + 1, sizes[1]]


def test_a_wrong_field_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    network = Network(input="9x9x2", layers=[{"conv": {"filters": 3, "size": 3}}])
    assert verify(network).passed
    monkeypatch.setattr(Arithmetic, "widened", lambda _, R, slide, J: R + slide.size * J)
    found = verify(network)
    assert found.reasons == ("the receptive field of conv1 is not the one calculated",)


def test_a_kink_is_said_and_not_held_against_a_layer() -> None:
    network = Network(input="50x50x1", layers=["relu", {"pool": 2}])
    found = verify(network, How(batch=4))
    assert found.passed
    assert found.layers[0].kinks > 0 or found.layers[1].kinks > 0


def test_float32_is_held_to_float32s_digits() -> None:
    found = verify(RELU, How(dtype="float32"))
    assert found.passed
    assert 1e-9 < found.max_gradient_error < 1e-3


@pytest.mark.parametrize("loss", ["softmax", "svm", "logistic", "mse", {"svm": {"l2": 0.01}}])
def test_every_loss_is_verified(loss: object) -> None:
    network = Network(input="6x6x2", layers=[{"conv": {"filters": 3, "size": 3}}, "tanh", {"fc": 4}], loss=loss)
    found = verify(network)
    assert found.passed
    assert found.whole is not None
    assert found.whole.error < 1e-6


def test_health() -> None:
    fires = np.array([[1.0, 0, 0, 2], [0, 0, 3, 1]])
    assert health("relu", fires, None).dead == 0.25
    assert health("tanh", np.array([0.0, 0.999, -0.9, -1]), None).saturated == 0.5
    assert health("sigmoid", np.array([0.5, 0.999, 0.1, 0]), None).saturated == 0.5
    plain = health("conv", fires, fires)
    assert (plain.dead, plain.saturated, plain.mean, plain.gradient_mean) == (None, None, 7 / 8, 7 / 8)


def test_memory_is_known_beforehand() -> None:
    layers = [{"conv": {"filters": 9, "size": 3}}]
    small, large = (calculate(Network(input=f"{W}x{W}x3", layers=layers)) for W in (9, 99))
    assert needed(small, 2, "float64") < needed(large, 2, "float32") < needed(large, 2, "float64")
    free = available()
    assert free is None or free > 1 << 20


@pytest.mark.parametrize(
    ("given_", "layers", "used"),
    [
        ("1000", [{"repeat": {"times": 21, "layers": [{"fc": 1000}]}}], 226),
        ("128x128x64", ["gelu"], 249),
    ],
)
def test_memory_is_not_told_too_low(given_: str, layers: list[object], used: int) -> None:
    assert used << 20 < needed(calculate(Network(input=given_, layers=layers)), 2, "float64") < used << 21


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    verify(RELU, told=lambda done, total: told.append((done, total)))
    done = [step for step, _ in told]
    total = told[-1][1]
    assert {of for _, of in told} == {total}
    assert sorted(done) == done
    assert (done[0], done[-1], len(told)) == (0, total, 1 + 1 + len(RELU.layers) + 1)


def test_nets_without_parameters_and_on_vectors_run() -> None:
    assert verify(Network(input="5", layers=["relu"])).passed
    assert verify(Network(input="5", layers=[{"fc": 3}, "batchnorm", "softmax"]), How(batch=4)).passed


RIGHT = {
    "rounding": (Network(input="128x128x64", layers=["relu"]), How(limit=2**29)),  # no room for its health
    "one piece": (Network(input="6x6x4", layers=[{"maxout": {"units": 3, "pieces": 1}}]), How()),
    "cancelling": (
        Network(input="10x2", layers=[{"pool": {"size": 1, "stride": 2}}], loss={"svm": {"l2": 0.01}}),
        How(seed=6, batch=3),
    ),
    "dropout": (
        Network(input="8", layers=[{"fc": 8}, "relu", {"dropout": 0.5}, {"fc": 4}, "relu", {"fc": 3}]),
        How(seed=10),
    ),
    "padding": (Network(input="11x2", layers=[{"conv": {"filters": 2, "size": 1, "pad": 1}}, "step"]), How()),
    "small spreads": (
        Network(input="8x8x3", layers=[{"conv": {"filters": 8, "size": 3}}, "relu", "layernorm", {"fc": 3}]),
        How(seed=26),
    ),
}


@pytest.mark.parametrize("what", RIGHT)
def test_a_right_net_passes(what: str) -> None:
    found = verify(*RIGHT[what])
    assert [row.reasons for row in found.layers if row.reasons] == []
    assert found.reasons == ()


def test_what_is_not_finite_fails_and_is_null_in_json(recwarn: pytest.WarningsRecorder) -> None:
    found = verify(Network(input="5x5x8", layers=[{"lrn": {"size": 5, "k": 0, "alpha": 0}}, {"fc": 3}]))
    assert "its values are not finite" in found.layers[0].reasons
    assert json.loads(dumps(verification_data(found)))["loss"] is None
    assert not recwarn.list


@pytest.mark.parametrize(
    ("given_", "layers"),
    [
        ("7x7x1", ["softmax"]),
        ("7x7x1", ["layernorm"]),
        ("4x4x512", [{"conv_transpose": {"filters": 1, "size": 2, "stride": 2}}, "tanh"]),
        ("9x9x1", [{"conv": {"filters": 1, "size": 3, "pad": 1}}] * 6),
        ("3x3x1", [{"conv_transpose": {"filters": 1, "size": 1, "stride": 2}}]),
        ("5x5x2", [{"conv_transpose": {"filters": 1, "size": 2, "stride": 2, "dilation": 2}}]),
        ("3x3x1", [{"conv": {"filters": 1, "size": 3, "dilation": 2, "pad": 2}}]),
        ("6x6x1", [{"upsample": {"size": 9, "mode": "bilinear"}}, {"conv": {"filters": 1, "size": 3}}]),
        ("6x6x1", [{"adaptive_pool": {"size": 3, "op": "max"}}, {"crop": {"to": "adaptive_pool1", "from": "input"}}]),
        ("6x6x1", [{"conv": {"filters": 1, "size": 3, "pad": 2, "pad_mode": "circular"}}]),
    ],
)
def test_fields_of_what_is_flat_or_cut_by_borders(given_: str, layers: list[object]) -> None:
    network = Network(input=given_, layers=layers)
    found = measure(network, calculate(network))
    assert found is not None
    assert found.passed


@pytest.mark.parametrize(("name", "size"), [("squeezenet", "60x60x3"), ("zfnet", "99x99x3")])
def test_fields_of_known_nets_on_small_inputs(name: str, size: str) -> None:
    network = load(name, input=size)
    found = measure(network, calculate(network))
    assert found is not None
    assert found.passed
    assert not found.exact


def test_nothing_reached_where_something_should_be_fails() -> None:
    empty = Span(0, -1, 0, 2, 3)
    assert not FieldCheck("conv1", (1,), (empty,), exact=False).passed
    assert FieldCheck("conv1", (1,), (empty,), exact=False, reached=False).passed


@pytest.mark.parametrize("loss", ["softmax", "svm"])
def test_a_loss_of_one_score_is_said_to_tell_nothing(loss: str) -> None:
    network = Network(input="3", layers=[{"fc": 1}], loss=loss)
    (note,) = verify(network).notes
    assert note.startswith(f"{loss} of one score ")
    assert "`loss: logistic`" in note
    assert "`loss: mse`" in note
    assert verify(network.replace(loss="logistic")).notes == ()
    assert verify(network.replace(loss="logistic")).loss != 0


@pytest.mark.parametrize(("depth", "seed"), [(6, 3), (16, 1)])
def test_a_loss_that_jumps_from_batchnorm_of_two_values_is_differenced_more_finely(depth: int, seed: int) -> None:
    mapped: list[object] = [{"residual": [{"fc": 8}, "batchnorm", "tanh"]}]
    found = verify(Network(input="3", layers=[{"fc": 8}, *mapped * depth, {"fc": 3}]), How(seed=seed))
    assert found.whole is not None
    assert found.whole.error < 1e-6
    assert found.passed


def test_health_is_taken_on_a_batch_that_can_tell() -> None:
    network = Network(input="8", layers=[{"fc": 40}, "relu", {"fc": 4}])
    small = verify(network, How(batch=2))
    assert (small.batch, small.health_batch, small.health_left_out) == (2, 30, None)
    assert small.layers[1].health.dead == 0  # of 30, a unit that is half the time off fires once
    assert verify(network, How(batch=31)).health_batch == 31


def test_health_is_left_out_where_it_costs_too_much() -> None:
    network = Network(input="8", layers=[{"fc": 4}])
    found = verify(network, How(limit=0))
    assert (found.health_batch, found.health_left_out, found.layers[0].health) == (None, "memory", UNMEASURED)
    assert telling(calculate(load("vgg16")), How()) == "work"
    assert telling(calculate(load("vgg16")), How(batch=30)) == 30


def test_large_arrays_are_moved_and_moved_back(monkeypatch: pytest.MonkeyPatch) -> None:
    network = Network(input="6x6x2", layers=[{"conv": {"filters": 3, "size": 3}}, "relu", {"fc": 4}])
    small = verify(network)
    monkeypatch.setattr(direction, "LARGE", 0)
    monkeypatch.setattr(direction, "PIECE", 7)
    large = verify(network)
    assert large.passed
    assert large.loss == small.loss
    assert large.max_gradient_error < 1e-8


# Two towers with one set of weights that read the same: their difference is 0, and yet both are seen.
def test_what_is_taken_away_is_seen_too() -> None:
    conv = {"filters": 2, "size": 3, "from": "input"}
    towers = [{"conv": {**conv, "name": "one"}}, {"conv": {**conv, "share": "one", "name": "two"}}]
    network = Network(input="7x7x2", layers=[*towers, {"subtract": ["one", "two"]}])
    found = measure(network, calculate(network))
    assert found is not None
    assert (found.layer, found.passed, [span.size for span in found.spans]) == ("subtract1", True, [3, 3])


# A squeeze gate (Hu et al. 2018): all pixels reach the product through it, so that 3x3 is the map's own field.
def test_a_field_along_a_map_says_which_gate_is_left_out(run: Run, tmp_path: Path) -> None:
    spec = tmp_path / "se.yaml"
    gate = "[{conv: {filters: 4, size: 3, pad: 1}}, global_pool, {fc: 4}, sigmoid, {multiply: [conv1, sigmoid1]}]"
    spec.write_text(f"input: 8x8x3\nlayers: {gate}\n")
    said = run("verify", str(spec)).out
    line = "multiply1 at 4x4: 3x3 pixels reach it along the map, the gate sigmoid1 left out, as calculated"
    assert line in " ".join(said.split())


def test_a_network_without_layers_passes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text("input: 4\nlayers: [repeat: {times: 0, layers: []}]", encoding="utf-8")
    assert run("verify", "net.yaml").status == 0
