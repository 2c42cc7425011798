"""Fully connected layers and maxout: every neuron reads every value."""

import pytest

from netcalc import FC, Maxout, Network, calculate


@pytest.mark.parametrize("volume", ["105", "35x3", "5x7x3", "1x5x7x3"])
def test_it_flattens_what_it_reads(volume: str) -> None:
    layer = calculate(Network(input=volume, layers=[FC(units=4)]))["fc1"]
    assert (layer.output, layer.neurons) == ((4,), 4)
    assert (layer.weights, layer.biases) == (4 * (5 * 7 * 3), 4)
    assert layer.macs == 4 * (5 * 7 * 3)
    assert [array.shape for array in layer.working.parameters or ()] == [(4, 105), (4,)]


def test_without_a_bias_it_has_none() -> None:
    layer = calculate(Network(input="3", layers=[FC(units=4, bias=False)]))["fc1"]
    assert (layer.params, layer.biases, layer.unshared.params, layer.connections) == (12, 0, 12, 12)


# Goodfellow et al. 2013: max(w1 x + b1, w2 x + b2); the pieces of a unit lie side by side.
def test_maxout_has_a_set_of_weights_a_piece() -> None:
    layer = calculate(Network(input="4x1", layers=[Maxout(units=5, pieces=3)]))["maxout1"]
    assert (layer.output, layer.neurons) == ((5,), 5)
    assert layer.params == 5 * 3 * (4 + 1)
    assert layer.macs == layer.weights == 5 * 3 * 4
    assert [array.shape for array in layer.working.parameters or ()] == [(5 * 3, 4), (5 * 3,)]


def test_an_fc_that_does_not_flatten_works_at_each_position() -> None:
    """nn.Linear(768, 3072) on 197 tokens: its weights are shared by all positions."""
    (layer,) = calculate(Network(input="197x768", layers=[FC(units=3072, flatten=False)]))
    assert layer.output == (197, 3072)
    assert (layer.weights, layer.biases) == (768 * 3072, 3072)
    assert (layer.neurons, layer.macs) == (197 * 3072, 197 * 768 * 3072)
    assert (layer.unshared.weights, layer.unshared.biases) == (197 * 768 * 3072, 197 * 3072)
    assert layer.connections == 197 * 3072 * (768 + 1)
    assert [reach.size for reach in layer.receptive_field or ()] == [1]


def test_what_is_seen_goes_through_an_fc_that_does_not_flatten() -> None:
    layers = [{"conv": {"filters": 4, "size": 3, "stride": 2}}, {"fc": {"units": 5, "flatten": False}}]
    seen, same = calculate(Network(input="9x9x2", layers=layers))
    assert seen.receptive_field == same.receptive_field
