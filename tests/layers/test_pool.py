"""Pooling: windows that summarise, rounded down or up, with nothing to learn."""

import pytest

from netcalc import GlobalPool, Network, Pool, Report, SpecError, calculate


def calculated(volume: str, layer: object, rounding: str = "exact") -> Report:
    return calculate(Network(input=volume, rounding=rounding, layers=[layer]))


@pytest.mark.parametrize(
    "layer", [{"pool": 2}, {"pool": {"size": 2}}, Pool(size=2), {"pool": {"size": 2, "stride": 2}}]
)
def test_the_stride_is_the_size_where_none_is_written(layer: object) -> None:
    assert calculated("8x6x3", layer).output == (4, 3, 3)


def test_the_stride_follows_a_size_of_each_axis() -> None:
    assert calculated("8x6x3", {"pool": "2x3"}).output == (8 // 2, 6 // 3, 3)


@pytest.mark.parametrize("op", ["max", "avg"])
def test_it_learns_nothing(op: str) -> None:
    layer = calculated("8x8x3", {"pool": {"size": 2, "op": op}})["pool1"]
    assert (layer.neurons, layer.params, layer.macs, layer.unshared.params, layer.connections) == (0, 0, 0, 0, 0)
    assert layer.activations == 4 * 4 * 3


# Caffe rounds pooling up: 75 pixels become 38 (weiliu89/caffe, issue 826).
def test_rounded_up_75_pixels_become_38() -> None:
    assert calculated("75x1", {"pool": 2}, "ceil").output == (38, 1)
    assert calculated("75x1", {"pool": 2}, "floor").output == (37, 1)


# PyTorch's ceil_mode: no window starts in the padding at the end.
def test_rounded_up_no_window_starts_behind_the_input() -> None:
    layer = {"pool": {"size": 3, "stride": 4, "pad": 1}}
    assert calculated("7x1", layer, "ceil").output == (-(-(7 + 2 - 3) // 4) + 1 - 1, 1)
    assert calculated("8x1", layer, "ceil").output == (-(-(8 + 2 - 3) // 4) + 1, 1)


@pytest.mark.parametrize(("size", "pad"), [(2, 2), (3, 5), ("2x3", 2), (3, {"left": 1, "right": 3}), ("3x2", "1x2")])
def test_padding_of_a_whole_window_is_refused(size: object, pad: object) -> None:
    with pytest.raises(SpecError) as caught:
        calculated("9x9x1", {"pool": {"size": size, "pad": pad}})
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("invalid-value", ("layers", 0, "pool", "pad"))
    assert "is not less than the size" in problem.message


@pytest.mark.parametrize(("volume", "made"), [("7x5x3", (1, 1, 3)), ("7x3", (1, 3)), ("2x3x4x5", (1, 1, 1, 5))])
@pytest.mark.parametrize("layer", ["global_pool", {"global_pool": "max"}, GlobalPool()])
def test_global_pooling_leaves_one_value_a_slice(volume: str, made: tuple[int, ...], layer: object) -> None:
    assert calculated(volume, layer).output == made


def test_pooling_needs_spatial_axes() -> None:
    for layer in ({"pool": 2}, "global_pool"):
        assert [problem.code for problem in calculated("12", layer).problems] == ["shape-mismatch"]


# LeCun et al. 1998: S2 of LeNet-5 has 12 trainable parameters and 5,880 connections.
def test_a_trainable_pool_has_a_coefficient_and_a_bias_a_slice() -> None:
    layer = calculated("28x28x6", {"pool": {"size": 2, "op": "avg", "trainable": True}})["pool1"]
    assert (layer.weights, layer.biases, layer.params) == (6, 6, 12)
    assert layer.neurons == layer.macs == 14 * 14 * 6
    assert layer.unshared.params == 14 * 14 * 6 * (1 + 1)
    assert layer.connections == 14 * 14 * 6 * (2 * 2 + 1) == 5880
