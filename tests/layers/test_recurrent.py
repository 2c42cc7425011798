"""Recurrent layers: PyTorch's arrays, other tools' biases, sequences alone."""

from typing import Any

import numpy as np
import pytest

from netcalc import GRU, LSTM, RNN, Layer, Network, calculate
from netcalc.reference import ReferenceNet
from netcalc.report.report import LayerReport
from tests.support.marks import found

T, D, U = 20, 16, 32


def one(layer: Layer) -> LayerReport:
    return calculate(Network(input=f"{T}x{D}", layers=[layer])).layers[0]


@pytest.mark.parametrize(
    ("layer", "params"),
    [
        (LSTM(units=U), 4 * (U * D + U * U + 2 * U)),
        (LSTM(units=U, bias="one"), 4 * (U * D + U * U + U)),
        (LSTM(units=U, bias=False), 4 * (U * D + U * U)),
        (GRU(units=U), 3 * (U * D + U * U + 2 * U)),
        (GRU(units=U, reset="before", bias="one"), 3 * (U * D + U * U + U)),
        (RNN(units=U), U * D + U * U + 2 * U),
        (RNN(units=U, bias="one"), U * D + U * U + U),
        (LSTM(units=U, direction="both"), 2 * 4 * (U * D + U * U + 2 * U)),
        (LSTM(units=U, direction="backward"), 4 * (U * D + U * U + 2 * U)),
    ],
)
def test_parameters(layer: Layer, params: int) -> None:
    """torch has 6,400, 4,800 and 1,600 for 16 values into 32 units; Keras 6,272, 4,800 (or 4,704), 1,568."""
    assert one(layer).params == params


def test_the_counts_of_torch_and_keras() -> None:
    assert [one(kind(units=U)).params for kind in (LSTM, GRU, RNN)] == [6_400, 4_800, 1_600]
    keras = [
        LSTM(units=U, bias="one"),
        GRU(units=U),
        GRU(units=U, reset="before", bias="one"),
        RNN(units=U, bias="one"),
    ]
    assert [one(layer).params for layer in keras] == [6_272, 4_800, 4_704, 1_568]


def test_what_is_counted_at_every_position() -> None:
    layer = one(LSTM(units=U))
    weights = 4 * (U * D + U * U)
    assert layer.output == (T, U)
    assert (layer.neurons, layer.macs) == (T * U, T * weights)
    assert (layer.unshared.weights, layer.unshared.biases) == (T * weights, T * 8 * U)
    assert layer.connections == layer.unshared.params
    assert (layer.receptive_field_is, layer.receptive_field_note) == ("all", "lstm1 reads every position")


def test_directions_stand_side_by_side() -> None:
    layer = one(GRU(units=U, direction="both"))
    assert layer.output == (T, 2 * U)
    assert [array.name for array in layer.working.parameters or ()] == [
        "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0",
        "weight_ih_l0_reverse", "weight_hh_l0_reverse", "bias_ih_l0_reverse", "bias_hh_l0_reverse",
    ]  # fmt: skip
    assert [array.name for array in one(GRU(units=U, direction="backward", bias="one")).working.parameters or ()] == [
        "weight_ih_l0", "weight_hh_l0", "bias_ih_l0"
    ]  # fmt: skip


def test_the_last_state_has_no_spatial_axes() -> None:
    layer = one(LSTM(units=U, direction="both", output="last"))
    assert layer.output == (2 * U,)
    assert (layer.neurons, layer.macs) == (2 * U, one(LSTM(units=U, direction="both")).macs)


def test_each_direction_ends_at_its_own_end() -> None:
    """The last state is that of the last position forward, and of the first backward: PyTorch's h_n."""
    every = ReferenceNet(Network(input="5x3", layers=[LSTM(units=2, direction="both")]))
    last = ReferenceNet(Network(input="5x3", layers=[LSTM(units=2, direction="both", output="last")]))
    last.load(every.params)
    x = np.random.default_rng(0).standard_normal((4, 3, 5))
    states, ends = every.forward(x), last.forward(x)
    assert np.array_equal(ends, np.concatenate([states[:, :2, -1], states[:, 2:, 0]], axis=1))


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("8x8x3", "`reshape: 64x3` lays positions in a row"),
        ("2x3x4x5", "`reshape: 24x5`"),
        ("7", "`reshape: 1x7` makes a sequence of one"),
    ],
)
def test_it_reads_a_sequence(given: str, hint: str) -> None:
    (problem,) = found(f"input: {given}\nlayers: [gru: 4]")
    assert (problem.code, problem.message) == ("shape-mismatch", f"gru reads a sequence, T x D, not {given}")
    assert hint in problem.hint


def test_what_a_bias_may_be_is_said() -> None:
    (problem,) = found("input: 7x3\nlayers: [lstm: {units: 4, bias: two}]")
    assert problem.message == '`bias` takes true (two, as PyTorch has), `one` or false, not "two"'


@pytest.mark.parametrize("layer", [RNN(units=50), LSTM(units=50), GRU(units=50)])
def test_a_start_counts_the_inputs_of_each_product(layer: Any) -> None:
    """He's start: a spread of √(2/inputs), 16 values read here and 50 of the state."""
    net = ReferenceNet(Network(input=f"{T}x{D}", layers=[layer]))
    assert net.params[f"{layer.kind}1.weight_ih_l0"].std() == pytest.approx((2 / D) ** 0.5, rel=0.1)
    assert net.params[f"{layer.kind}1.weight_hh_l0"].std() == pytest.approx((2 / 50) ** 0.5, rel=0.1)
