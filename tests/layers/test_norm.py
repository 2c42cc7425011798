"""Norms: one scale and one shift a channel, and statistics that are stored but not trained."""

import pytest

from netcalc import Network, Report, calculate

VOLUMES = ["6", "9x6", "5x7x6", "2x3x4x6"]


def calculated(volume: str, layer: object) -> Report:
    return calculate(Network(input=volume, layers=[layer]))


@pytest.mark.parametrize("volume", VOLUMES)
@pytest.mark.parametrize(
    ("layer", "weights", "biases", "buffers"),
    [
        ("batchnorm", 6, 6, 2 * 6),
        ({"batchnorm": {"affine": False}}, 0, 0, 2 * 6),
        ("layernorm", 6, 6, 0),
        ({"layernorm": {"affine": False}}, 0, 0, 0),
        ({"groupnorm": 3}, 6, 6, 0),
        ({"groupnorm": {"groups": 3, "affine": False}}, 0, 0, 0),
        ("rmsnorm", 6, 0, 0),
        ({"rmsnorm": {"affine": False}}, 0, 0, 0),
        ("scale", 6, 0, 0),
        ({"scale": {"bias": True}}, 6, 6, 0),
        ("lrn", 0, 0, 0),
    ],
)
def test_channels_are_scaled_and_shifted(volume: str, layer: object, weights: int, biases: int, buffers: int) -> None:
    report = calculated(volume, layer)
    (found,) = report.layers
    assert found.output == report.input
    assert (found.weights, found.biases, found.buffers) == (weights, biases, buffers)
    assert (found.unshared.weights, found.unshared.biases) == (weights, biases)
    assert (found.neurons, found.macs, found.activations) == (0, 0, report.inputs["input"].values)


# Keras counts the statistics among the parameters (4 a channel); PyTorch, and netcalc, do not.
def test_statistics_are_buffers_and_no_parameters() -> None:
    totals = calculated("8x8x16", "batchnorm").totals
    assert (totals.params, totals.buffers) == (2 * 16, 2 * 16)


def test_groups_that_do_not_divide_are_refused() -> None:
    (problem,) = calculated("4x4x6", {"groupnorm": 4}).problems
    assert (problem.code, problem.path) == ("groups-do-not-divide", ("layers", 0, "groupnorm", "groups"))
    assert problem.hint


@pytest.mark.parametrize("volume", VOLUMES[1:])
def test_an_instance_norm_learns_only_when_it_is_asked_to(volume: str) -> None:
    (found,) = calculated(volume, "instancenorm").layers
    assert (found.params, found.buffers, found.receptive_field_is) == (0, 0, "all")
    (found,) = calculated(volume, {"instancenorm": {"affine": True}}).layers
    assert (found.weights, found.biases, found.buffers) == (6, 6, 0)


@pytest.mark.parametrize("volume", ["6", "1x1x6"])
def test_an_instance_norm_needs_positions(volume: str) -> None:
    (problem,) = calculated(volume, "instancenorm").problems
    assert (problem.code, problem.path) == ("shape-mismatch", ("layers", 0, "instancenorm", "from"))
