"""Activations: they change values, no shapes, in place, and only prelu learns."""

import pytest

from netcalc import Network, SpecError, calculate
from netcalc.explanation.output import output_steps
from netcalc.layers import CATALOGUE

ACTIVATIONS = [
    "relu", "relu6", "leaky_relu", "elu", "prelu", "sigmoid", "tanh", "softmax", "step", "gelu", "silu", "hard_swish",
    "hard_sigmoid", "selu", "softplus", "mish", "hard_tanh", "log_softmax", "exp", "abs", "square", "dropout",
]  # fmt: skip


@pytest.mark.parametrize("kind", ACTIVATIONS)
@pytest.mark.parametrize("volume", ["6", "9x6", "5x7x6", "2x3x4x6"])
def test_the_volume_stays_and_is_held_once(kind: str, volume: str) -> None:
    report = calculate(Network(input=volume, layers=[kind]))
    (layer,) = report.layers
    assert layer.output == layer.input == report.input
    assert (layer.neurons, layer.macs, layer.activations) == (0, 0, 0)
    assert layer.params == (6 if kind == "prelu" else 0)


# PyTorch's PReLU(num_parameters=4) on 8x8x4 has 4; Keras by default has one slope a value, 256.
def test_prelu_learns_one_slope_a_channel() -> None:
    layer = calculate(Network(input="8x8x4", layers=["prelu"]))["prelu1"]
    assert (layer.weights, layer.biases, layer.params) == (4, 0, 4)


@pytest.mark.parametrize("number", [0, -1, 0.5, 1e-3, 10**9])
def test_slopes_take_any_number_within_the_limit(number: float) -> None:
    assert CATALOGUE["leaky_relu"].model_validate({"slope": number}).slope == number  # type: ignore[attr-defined]  # its own field
    assert CATALOGUE["elu"].model_validate({"alpha": number}).alpha == number  # type: ignore[attr-defined]  # its own field


@pytest.mark.parametrize("kind", ["leaky_relu", "elu", "dropout", "lrn"])
@pytest.mark.parametrize("number", [10**400, -(10**400), 1e300, float("inf")])
def test_a_number_beyond_the_limit_is_refused(kind: str, number: float) -> None:
    field = "alpha" if kind == "lrn" else CATALOGUE[kind].main
    with pytest.raises(SpecError) as caught:
        Network(input="3", layers=[{kind: {field: number}}])
    assert [problem.code for problem in caught.value.problems] == ["limit-exceeded"]


@pytest.mark.parametrize("rate", [1, 1.5, -0.1, float("nan"), True, "0.5", None, [0.5]])
def test_a_rate_is_a_share(rate: object) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="3", layers=[{"dropout": {"rate": rate}}])
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("invalid-value", ("layers", 0, "dropout", "rate"))
    assert "a share from 0 to below 1" in problem.message


@pytest.mark.parametrize("volume", ["6", "9x6", "5x7x6", "2x3x4x6"])
def test_a_gated_unit_makes_half_the_depth(volume: str) -> None:
    report = calculate(Network(input=volume, layers=["glu"]))
    (layer,) = report.layers
    assert layer.output == (*report.inputs["input"].spatial, 6 // 2)
    assert (layer.neurons, layer.params, layer.macs) == (0, 0, 0)
    assert layer.activations == report.inputs["input"].values // 2


def test_an_odd_depth_has_no_halves() -> None:
    (problem,) = calculate(Network(input="4x4x5", layers=["glu"])).problems
    assert (problem.code, problem.path) == ("groups-do-not-divide", ("layers", 0, "glu", "from"))
    assert problem.message == "glu needs two halves, but the depth 5 of 4x4x5 is odd"


def test_the_half_is_explained() -> None:
    layer = calculate(Network(input="4x4x6", layers=["glu"])).layers[0]
    assert [str(step) for step in output_steps(layer)][-2] == "D2 = D1/2 = 6/2 = 3"
