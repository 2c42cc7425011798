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
