"""Every figure of the course's lectures, its arithmetic as the slides write it.

`slides`: Karpathy and Fei-Fei Li, neural networks, training and convolutional networks (the numbers are slides).
`lecture 5`: CS231n 2015, lecture 5, backprop and neural nets. `ELEC 576`: Patel, Rice University 2016, lecture 3.
"""

import pytest

from netcalc import Network, Report, calculate


def calculated(volume: str, *layers: object) -> Report:
    return calculate(Network(input=volume, layers=list(layers)))


def conv(filters: int, size: int, **more: object) -> dict[str, object]:
    return {"conv": {"filters": filters, "size": size, **more}}


def outputs(report: Report) -> list[str]:
    return [str(layer.output) for layer in report.layers]


# slides, 17 and 19: a 2-layer and a 3-layer net; inputs are not neurons, every neuron has a bias.
def test_the_net_of_3_4_2() -> None:
    totals = calculated("3", {"fc": 4}, {"fc": 2}).totals
    assert totals.neurons == 4 + 2
    assert totals.weights == 4 * 3 + 2 * 4
    assert totals.params == 20 + 6


def test_the_net_of_3_4_4_1() -> None:
    totals = calculated("3", {"fc": 4}, "sigmoid", {"fc": 4}, "sigmoid", {"fc": 1}, "sigmoid").totals
    assert totals.neurons == 4 + 4 + 1
    assert totals.weights == 4 * 3 + 4 * 4 + 1 * 4
    assert totals.params == 32 + 9


# slides, 25: CIFAR-10 images are 3072 numbers; 50 hidden neurons, 10 output neurons.
def test_one_hidden_layer_of_50_on_cifar_10() -> None:
    report = calculated("32x32x3", {"fc": 50}, "relu", {"fc": 10})
    assert report.inputs["input"].values == 3072
    assert report.totals.neurons == 50 + 10
    assert report.totals.weights == 3072 * 50 + 50 * 10
    assert report.totals.params == 3072 * 50 + 50 * 10 + 50 + 10


# slides, 39: before, a neuron has 32x32x3 weights; now, it connects to a 5x5x3 chunk.
def test_a_neuron_sees_all_or_a_chunk() -> None:
    assert calculated("32x32x3", {"fc": 1})["fc1"].weights == 32 * 32 * 3
    assert calculated("32x32x3", conv(1, 5))["conv1"].weights == 5 * 5 * 3


# slides, 40: before, a hidden layer of 200 neurons; now, an output volume of depth 200.
def test_neurons_stacked_along_the_depth() -> None:
    assert calculated("5x5x3", conv(200, 5))["conv1"].output == (1, 1, 200)


# slides, 47 to 54: 7x7 input, 3x3 connectivity. Stride 3 "cannot" (its test stands with the other misfits).
@pytest.mark.parametrize(("stride", "extent"), [(1, (7 - 3) // 1 + 1), (2, (7 - 3) // 2 + 1)])
def test_seven_by_seven(stride: int, extent: int) -> None:
    report = calculated("7x7x1", conv(1, 3, stride=stride))
    assert report.valid
    assert report.output == (extent, extent, 1)


# slides, 56 and 59: 32x32x3, 5x5, 5 neurons a place; the stride changes the volume, not the weights of a neuron.
@pytest.mark.parametrize(("stride", "extent"), [(1, (32 - 5) // 1 + 1), (3, (32 - 5) // 3 + 1)])
def test_examples_time(stride: int, extent: int) -> None:
    layer = calculated("32x32x3", conv(5, 5, stride=stride))["conv1"]
    assert layer.output == (extent, extent, 5)
    assert layer.neurons == extent * extent * 5
    assert layer.unshared.weights == extent * extent * 5 * (5 * 5 * 3)


# slides, 61: 7x7, 3x3, stride 1, pad 1 gives 7x7; (F - 1) / 2 preserves the size.
@pytest.mark.parametrize("size", [1, 3, 5, 7])
def test_padding_that_preserves_the_size(size: int) -> None:
    assert calculated("7x7x1", conv(1, size, pad=(size - 1) // 2)).output == (7, 7, 1)
    assert calculated("7x7x1", conv(1, size, pad="same")).output == (7, 7, 1)


# slides, 62: without padding the volumes shrink, with it they do not.
def test_valid_and_same_convolution() -> None:
    assert outputs(calculated("9x9x1", conv(1, 3, pad="valid"), conv(1, 3))) == ["7x7x1", "5x5x1"]
    assert outputs(calculated("9x9x1", conv(1, 3, pad="same"), conv(1, 3, pad=1))) == ["9x9x1", "9x9x1"]


# slides, 64 and 65, which say pad 1; the size 32 that they print needs pad 2, and pad 1 makes 30.
def test_thirty_filters_with_and_without_sharing() -> None:
    layer = calculated("32x32x3", conv(30, 5, pad=2))["conv1"]
    assert layer.output == (32, 32, 30)
    assert layer.neurons == 32 * 32 * 30 == 30720
    assert layer.unshared.weights == 30720 * 75
    assert layer.weights == 30 * 75
    local = calculated("32x32x3", {"local": {"filters": 30, "size": 5, "pad": 2}})["local1"]
    assert (local.neurons, local.weights, local.params) == (30720, 30720 * 75, 30720 * (75 + 1))
    assert calculated("32x32x3", conv(30, 5, pad=1)).output == (30, 30, 30)


# slides, 72 to 74: max pool of 2x2 and stride 2; the depth stays, and there is nothing to learn.
def test_pooling_halves() -> None:
    layer = calculated("32x32x10", {"pool": {"size": 2, "stride": 2}})["pool1"]
    assert layer.output == ((32 - 2) // 2 + 1, (32 - 2) // 2 + 1, 10)
    assert (layer.neurons, layer.params, layer.macs) == (0, 0, 0)


# slides, 75 and 76. The slide prints the last sum as 1600.
def test_the_whole_example() -> None:
    block: list[object] = [conv(10, 3, pad=1), "relu", conv(10, 3, pad=1), "relu", {"pool": 2}]
    report = calculated("32x32x3", *block * 3, {"fc": 10})
    convs = [report[f"conv{number}"] for number in range(1, 7)]
    assert [layer.params for layer in convs] == [(3 * 3 * 3) * 10 + 10] + [(3 * 3 * 10) * 10 + 10] * 5
    assert [str(layer.output) for layer in convs] == ["32x32x10"] * 2 + ["16x16x10"] * 2 + ["8x8x10"] * 2
    assert [str(report[f"pool{number}"].output) for number in (1, 2, 3)] == ["16x16x10", "8x8x10", "4x4x10"]
    assert report["fc1"].params == 10 * 4 * 4 * 10 + 10 == 1610
    assert report.totals.params == 280 + 5 * 910 + 1610


# lecture 5: maxout has two linear pieces a neuron and "doubles the number of parameters".
def test_maxout_doubles_the_parameters() -> None:
    plain, maxout = (calculated("20", layer).layers[0] for layer in ({"fc": 10}, {"maxout": 10}))
    assert plain.params is not None
    assert maxout.params == 2 * plain.params
    assert maxout.neurons == plain.neurons == 10


# ELEC 576: h(x) = f(W2 f(W1 x + b1) + b2) with three inputs, three hidden units, one output.
def test_the_feed_forward_net_of_three_inputs() -> None:
    totals = calculated("3", {"fc": 3}, "sigmoid", {"fc": 1}, "sigmoid").totals
    assert totals.weights == 3 * 3 + 1 * 3
    assert totals.params == 3 * 3 + 3 + 1 * 3 + 1


# ELEC 576: a perceptron weighs its inputs, adds a bias and steps.
def test_the_perceptron() -> None:
    report = calculated("2", {"fc": 1}, "step")
    assert (report.totals.neurons, report.totals.params, report.output) == (1, 2 + 1, (1,))


# LeCun et al. 1998: LeNet-5, its C3 fully connected to S2, as frameworks build it.
def test_lenet_5() -> None:
    layers = [conv(6, 5), "tanh", {"pool": 2}, conv(16, 5), "tanh", {"pool": 2}]
    report = calculated("32x32x1", *layers, {"fc": 120}, "tanh", {"fc": 84}, "tanh", {"fc": 10})
    params = [report[name].params for name in ("conv1", "conv2", "fc1", "fc2", "fc3")]
    assert params == [5 * 5 * 6 + 6, 5 * 5 * 6 * 16 + 16, 400 * 120 + 120, 120 * 84 + 84, 84 * 10 + 10]
    assert report.totals.params == 61706
    assert report["conv1"].connections == 28 * 28 * 6 * (5 * 5 + 1) == 122304
