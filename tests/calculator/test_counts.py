"""The numbers, against neurons and their connections that are counted one by one."""

from collections.abc import Iterator
from itertools import product
from math import prod
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from netcalc import Network, Report, calculate
from netcalc.report.counts import COUNTS

Neuron = tuple[int, ...]
Weight = tuple[int, ...]


def calculated(volume: object, *layers: object, **fields: object) -> Report:
    return calculate(Network(input=volume, layers=list(layers), **fields))


@st.composite
def windows(draw: st.DrawFn) -> tuple[list[int], dict[str, Any]]:
    """Draw a volume and the fields of a layer that slides a window over it."""
    axes, groups = draw(st.integers(1, 3)), draw(st.integers(1, 2))
    depth, filters = groups * draw(st.integers(1, 2)), groups * draw(st.integers(1, 2))
    few = st.integers(1, 2 if axes == 3 else 3)
    extents = draw(st.lists(st.integers(1, 4), min_size=axes, max_size=axes))
    fields = {name: draw(st.lists(few, min_size=axes, max_size=axes)) for name in ("size", "stride", "dilation")}
    bias, pad = draw(st.booleans()), draw(st.integers(0, 1))
    return [*extents, depth], {**fields, "filters": filters, "groups": groups, "pad": pad, "bias": bias}


def connections(volume: list[int], made: tuple[int, ...], fields: dict[str, Any]) -> Iterator[tuple[Neuron, Weight]]:
    """Lay every filter down at every place of the output: one neuron, and one weight of its filter, at a time."""
    share = volume[-1] // fields["groups"]
    for *place, filter_ in product(*map(range, made)):
        for weight in product(range(share), *map(range, fields["size"])):
            yield (*place, filter_), (filter_, *weight)


def spread(volume: list[int], fields: dict[str, Any]) -> Iterator[tuple[Neuron, Weight]]:
    """Let every input value lay down the filters of its group: one value, and one weight, at a time."""
    share, depth = fields["filters"] // fields["groups"], volume[-1] // fields["groups"]
    for *place, slice_ in product(*map(range, volume)):
        for filter_ in range(share):
            for offset in product(*map(range, fields["size"])):
                yield (*place, slice_), (slice_ // depth, slice_, filter_, *offset)


@given(windows())
def test_the_numbers_of_a_convolution_are_its_connections_counted(drawn: tuple[list[int], dict[str, Any]]) -> None:
    volume, fields = drawn
    layer = calculated(volume, {"conv": fields}, rounding="floor")["conv1"]
    assume(layer.output is not None)
    counted = list(connections(volume, layer.output or (), fields))
    neurons = {neuron for neuron, _ in counted}
    assert layer.neurons == len(neurons)
    assert layer.weights == len({weight for _, weight in counted})
    assert layer.biases == (fields["filters"] if fields["bias"] else 0)
    assert layer.unshared.weights == layer.macs == len(set(counted)) == len(counted)
    assert layer.unshared.biases == (len(neurons) if fields["bias"] else 0)
    assert layer.connections == layer.unshared.params == len(counted) + (len(neurons) if fields["bias"] else 0)


@given(windows())
def test_without_sharing_every_neuron_has_its_own(drawn: tuple[list[int], dict[str, Any]]) -> None:
    volume, fields = drawn
    fields = {**fields, "groups": 1, "dilation": 1}
    ours = {name: value for name, value in fields.items() if name not in ("groups", "dilation")}
    layer = calculated(volume, {"local": ours}, rounding="floor")["local1"]
    assume(layer.output is not None)
    counted = list(connections(volume, layer.output or (), fields))
    assert layer.weights == layer.unshared.weights == layer.macs == len(counted)
    assert layer.biases == layer.unshared.biases == (layer.neurons if fields["bias"] else 0)


@given(windows())
def test_the_numbers_of_a_transposed_convolution_are_its_spread_counted(
    drawn: tuple[list[int], dict[str, Any]],
) -> None:
    volume, fields = drawn
    layer = calculated(volume, {"conv_transpose": fields})["conv_transpose1"]
    assume(layer.output is not None)
    counted = list(spread(volume, fields))
    assert layer.macs == layer.unshared.weights == len(counted)
    assert layer.weights == len({weight for _, weight in counted})
    assert layer.neurons == prod(layer.output or ())
    assert layer.unshared.biases == (layer.neurons if fields["bias"] else 0)


KINDS = [
    {"conv": {"filters": 4, "size": 3, "pad": 1}},
    {"conv": {"filters": 4, "size": 1, "groups": 2, "bias": False}},
    {"conv_transpose": {"filters": 6, "size": 2, "stride": 2}},
    {"local": {"filters": 2, "size": 2}},
    {"pool": {"size": 2, "stride": 1}},
    {"fc": {"units": 8, "bias": False}},
    {"maxout": {"units": 4, "pieces": 3}},
    {"groupnorm": 2},
    {"scale": {"bias": True}},
    {"batchnorm": {"affine": False}},
    *("batchnorm", "layernorm", "prelu", "relu", "softmax", "lrn", "dropout", "flatten", "global_pool", "scale"),
]
NETS = st.lists(st.sampled_from(KINDS), min_size=1, max_size=6).map(lambda layers: calculated("7x6x4", *layers))


@given(NETS)
def test_the_totals_are_the_sums_of_the_layers(report: Report) -> None:
    assume(report.valid)
    for count in COUNTS:
        if count != "unshared":
            held = report.inputs["input"].values if count == "activations" else 0
            assert getattr(report.totals, count) == sum(getattr(layer, count) for layer in report.layers) + held
    for part in ("weights", "biases", "params"):
        assert getattr(report.totals.unshared, part) == sum(getattr(layer.unshared, part) for layer in report.layers)


@given(NETS)
def test_the_columns_of_a_layer_agree(report: Report) -> None:
    assume(report.valid)
    for layer in (*report.layers, report.totals):
        assert layer.params == (layer.weights or 0) + (layer.biases or 0)
        assert layer.unshared.params == (layer.unshared.weights or 0) + (layer.unshared.biases or 0)
        assert (layer.unshared.weights or 0) >= (layer.weights or 0)
        assert (layer.unshared.biases or 0) >= (layer.biases or 0)
        assert layer.flops == 2 * (layer.macs or 0)
        assert layer.connections == layer.unshared.params


@given(NETS)
def test_the_counts_are_the_elements_of_the_arrays(report: Report) -> None:
    assume(report.valid)
    for layer in report.layers:
        arrays = {parameter: np.zeros(parameter.shape) for parameter in layer.working.parameters or ()}
        trained = sum(array.size for parameter, array in arrays.items() if parameter.role != "statistic")
        assert layer.params == trained
        assert layer.buffers == sum(array.size for array in arrays.values()) - trained


# Values held for the backward pass: activations, dropout and flatten work in place; the input counts once.
def test_what_is_held_for_the_backward_pass() -> None:
    layers = [{"conv": {"filters": 6, "size": 3}}, "batchnorm", "relu", {"pool": 2}, "flatten", "dropout", {"fc": 10}]
    report = calculated("8x8x3", *layers, "softmax", "prelu")
    held = [6 * 6 * 6, 6 * 6 * 6, 0, 3 * 3 * 6, 0, 0, 10, 0, 0]
    assert [layer.activations for layer in report.layers] == held
    assert report.totals.activations == 8 * 8 * 3 + sum(held)


def test_only_layers_with_weighted_inputs_have_neurons() -> None:
    report = calculated("4x4x2", "batchnorm", "relu", {"pool": 2}, {"scale": {}}, "prelu", {"fc": 3}, "softmax")
    assert [layer.neurons for layer in report.layers] == [0, 0, 0, 0, 0, 3, 0]
    assert [layer.macs for layer in report.layers] == [0, 0, 0, 0, 0, 2 * 2 * 2 * 3, 0]


def test_an_integer_is_exact_however_large() -> None:
    report = calculated([10**9, 10**9, 10**9], {"fc": 10**9})
    assert report.totals.params == 10**36 + 10**9
    assert report.totals.flops == 2 * 10**36


# A layer for which no volume exists has null, what reads it too, and so have the totals that need it.
def test_what_does_not_fit_leaves_the_rest_of_the_table() -> None:
    layers = [{"conv": {"filters": 4, "size": 3}}, {"conv": {"filters": 2, "size": 9}}, "relu", {"fc": 10}]
    report = calculated("8x8x3", *layers)
    first, second, relu, fc = report.layers
    assert (first.output, first.params) == ((6, 6, 4), 3 * 3 * 3 * 4 + 4)
    assert (second.output, second.neurons, second.macs, second.unshared.params) == (None, None, None, None)
    assert second.params == 9 * 9 * 4 * 2 + 2
    assert (relu.output, relu.params, fc.output, fc.params) == (None, None, None, None)
    assert [fc.input, report.output, report.totals.neurons, report.totals.params] == [None, None, None, None]
    assert (report.valid, report.memory.training) == (False, None)


def test_the_totals_that_do_not_need_the_volume_are_known() -> None:
    layers = [{"conv": {"filters": 4, "size": 3}}, {"conv": {"filters": 2, "size": 9}}]
    totals = calculated("8x8x3", *layers).totals
    assert totals.params == (3 * 3 * 3 * 4 + 4) + (9 * 9 * 4 * 2 + 2)
    assert (totals.neurons, totals.macs, totals.activations) == (None, None, None)


def test_a_local_layer_without_a_volume_has_no_known_count() -> None:
    layer = calculated("4x4x3", {"local": {"filters": 4, "size": 9}})["local1"]
    assert (layer.output, layer.params, layer.unshared.params) == (None, None, None)


def test_all_problems_of_the_layers_are_found_at_once_in_their_order() -> None:
    layers = [{"conv": {"filters": 4, "size": 3, "stride": 4}}, {"conv": {"filters": 3, "size": 1, "groups": 2}}]
    report = calculated("8x8x3", *layers, {"groupnorm": 2}, {"pool": 7})
    assert [problem.code for problem in report.problems] == [
        "window-does-not-fit", "groups-do-not-divide", "groups-do-not-divide", "window-too-large",
    ]  # fmt: skip
    assert [problem.layer for problem in report.problems] == ["conv1", "conv2", "groupnorm1", "pool1"]


@pytest.mark.parametrize("times", [10, 1000])
def test_layers_come_in_their_order(times: int) -> None:
    report = calculated("3", {"repeat": {"times": times, "layers": ["relu", {"fc": 3}]}})
    assert [layer.name for layer in report] == [f"{k}{n}" for n in range(1, times + 1) for k in ("relu", "fc")]
    assert report.totals.params == times * (3 * 3 + 3)
