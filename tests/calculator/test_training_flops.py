"""Operations of a training step, and the weights of one neuron."""

from typing import Any

import pytest

from netcalc import Network, calculate, load


# Forward, the gradient on the weights, the gradient on what is read: 2 x macs each; none on the network's input.
@pytest.mark.parametrize(
    ("layers", "times"),
    [
        ([{"fc": 4}], [2]),
        ([{"fc": 4}, "relu", {"fc": 2}], [2, 0, 3]),
        (["relu", "flatten", {"fc": 4}, {"fc": 2}], [0, 0, 2, 3]),
        (["batchnorm", {"fc": 4}], [0, 3]),
        ([{"conv": {"filters": 2, "size": 3}}, {"conv": {"filters": 2, "size": 3, "from": "input"}}], [2, 2]),
        ([{"conv": {"filters": 8, "size": 1}}, {"add": ["conv1", "input"]}, {"fc": 2}], [2, 0, 3]),
        ([{"conv": {"filters": 8, "size": 3}}, {"pool": {"size": 2, "trainable": True}}], [2, 3]),
    ],
)
def test_a_training_step_takes_three_times_as_much_but_on_the_input(layers: list[Any], times: list[int]) -> None:
    report = calculate(Network(input="8x8x8", layers=layers))
    assert [layer.training_flops for layer in report.layers] == [
        count * 2 * (layer.macs or 0) for count, layer in zip(times, report.layers, strict=True)
    ]
    assert report.totals.training_flops == sum(layer.training_flops or 0 for layer in report.layers)


# LeNet-5: three times 833,040, less 2 x 117,600 of the first layer.
def test_the_training_step_of_a_whole_network() -> None:
    totals = calculate(load("lenet5")).totals
    assert totals.training_flops == 3 * 833_040 - 2 * 117_600


@pytest.mark.parametrize(
    ("layer", "weights"),
    [
        ({"fc": 10}, 8 * 8 * 6),
        ({"fc": {"units": 10, "flatten": False}}, 6),
        ({"maxout": {"units": 10, "pieces": 3}}, 3 * 8 * 8 * 6),
        ({"conv": {"filters": 4, "size": 5}}, 5 * 5 * 6),
        ({"conv": {"filters": 4, "size": "3x5", "groups": 2}}, 3 * 5 * 3),
        ({"conv": {"filters": 6, "size": 3, "groups": "depth"}}, 3 * 3),
        ({"local": {"filters": 4, "size": 5}}, 5 * 5 * 6),
        ({"pool": {"size": 2, "trainable": True}}, 1),
        ({"conv_transpose": {"filters": 4, "size": 2, "stride": 2}}, None),
        ({"conv": {"filters": 2, "size": 3, "connect": [[0, 1], [1, 2, 3]]}}, None),
        ("relu", None),
        ("batchnorm", None),
        ("prelu", None),
    ],
)
def test_the_weights_of_one_neuron(layer: Any, weights: int | None) -> None:
    assert calculate(Network(input="8x8x6", layers=[layer])).layers[0].weights_per_neuron == weights


@pytest.mark.parametrize(("kind", "given"), [({"conv": {"filters": 4, "size": 5}}, "8x8x6"), ({"lstm": 8}, "9x8")])
def test_a_neuron_whose_weights_are_shared_has_as_many(kind: dict[str, Any], given: str) -> None:
    ((name, fields),) = kind.items()
    own = fields if isinstance(fields, dict) else {"units": fields}
    layers = [
        {name: {**own, "name": "a"}},
        {name: {**own, "from": "input", "share": "a", "name": "b"}},
        {"add": ["a", "b"]},
    ]
    owner, borrower, _ = calculate(Network(input=given, layers=layers)).layers
    assert owner.weights_per_neuron == borrower.weights_per_neuron > 0  # type: ignore[operator]  # a conv, a lstm
    assert borrower.weights == 0


def test_a_neuron_of_a_layer_turned_round_has_as_many_weights_as_it_reads() -> None:
    layers = [{"fc": {"units": 3, "name": "code"}}, {"fc": {"units": 7, "share": {"layer": "code", "transpose": True}}}]
    assert calculate(Network(input="7", layers=layers)).layers[1].weights_per_neuron == 3


def test_nobody_adds_up_the_weights_of_one_neuron() -> None:
    report = calculate(load("resnet18"))
    assert report["conv2_x"].weights_per_neuron is None


# The products with what is read are spared, not those with the state, nor queries by keys: 2 of 3, 3 of 3.
@pytest.mark.parametrize(
    ("layer", "spared"),
    [
        ({"lstm": 5}, 4 * 5 * 8 * 10),
        ({"gru": {"units": 5, "direction": "both", "output": "last"}}, 2 * 3 * 5 * 8 * 10),
        ({"attention": 2}, 3 * 8 * 8 * 10),
        ({"attention": {"heads": 4, "kv_heads": 2}}, (8 + 4 + 4) * 8 * 10),
        ({"matmul": {"from": ["input", "input"], "transpose_second": True}}, 2 * 10 * 8 * 10),
    ],
)
def test_of_a_sequence_the_gradient_on_what_is_read_is_spared(layer: Any, spared: int) -> None:
    (found,) = calculate(Network(input="10x8", layers=[layer])).layers
    assert found.flops is not None
    assert found.training_flops == 3 * found.flops - 2 * spared


@pytest.mark.parametrize(
    ("layer", "weights"),
    [
        ({"rnn": 5}, 8 + 5),
        ({"lstm": 5}, 4 * (8 + 5)),
        ({"gru": {"units": 5, "direction": "both", "output": "last"}}, 3 * (8 + 5)),
        ({"attention": 2}, None),
        ({"embedding": {"vocabulary": 9, "depth": 4}}, None),
    ],
)
def test_the_weights_of_one_neuron_of_a_sequence(layer: Any, weights: int | None) -> None:
    given = "10x1" if "embedding" in layer else "10x8"
    assert calculate(Network(input=given, layers=[layer])).layers[0].weights_per_neuron == weights
