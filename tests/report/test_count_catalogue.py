"""The catalogue of counts: each is made, added up, shown and asked for by its name."""

import pytest

from netcalc import Network, calculate
from netcalc.calculator.counting import RULES
from netcalc.calculator.sums import WHOLE
from netcalc.network.bundle import load
from netcalc.report.counts import CATALOGUE, COUNTED, TOTALLED
from netcalc.report.query import understand, value

REPORT = calculate(Network(input="8x8x3", layers=[{"conv": {"filters": 4, "size": 3}}, "relu", {"fc": 2}]))


def test_every_count_has_its_rule() -> None:
    assert set(RULES) == set(COUNTED)
    assert set(CATALOGUE) == {*TOTALLED, *COUNTED}
    assert set(TOTALLED) == {*COUNTED, *WHOLE} - {"weights_per_neuron"}  # of a layer alone


@pytest.mark.parametrize("name", TOTALLED)
def test_every_count_is_told_in_words_and_asked_for_by_name(name: str) -> None:
    count = CATALOGUE[name]
    assert len(count.meaning.split()) >= 4
    assert count.measures in (
        "neurons", "weights", "biases", "params", "values", "connections", "macs", "flops", "layers",
    )  # fmt: skip
    assert isinstance(value(REPORT, understand(f"totals.{name}", [])), int)


@pytest.mark.parametrize("name", COUNTED)
def test_every_count_of_a_layer_is_asked_for_by_name(name: str) -> None:
    assert isinstance(value(REPORT, understand(f"conv1.{name}", ["conv1"])), int)


# CS231n counts layers that have weights, not the input: 3-4-2 is a 2-layer net. ResNet-50 has 54 with its shortcuts.
@pytest.mark.parametrize(
    ("spec", "layers"), [("mlp-3-4-2", 2), ("lenet5", 5), ("vgg16", 16), ("resnet50", 1 + 3 * (3 + 4 + 6 + 3) + 4 + 1)]
)
def test_layers_with_weights_are_counted_as_the_lecture_does(spec: str, layers: int) -> None:
    assert calculate(load(spec)).totals.weighted_layers == layers


def test_norms_and_pools_are_no_layers_with_weights() -> None:
    network = Network(input="8x8x3", layers=["batchnorm", "prelu", {"pool": {"size": 2, "trainable": True}}, "scale"])
    assert calculate(network).totals.weighted_layers == 1


def test_where_a_layer_has_no_volume_nobody_knows_how_many_have_neurons() -> None:
    network = Network(input="4x4x3", layers=[{"conv": {"filters": 1, "size": 9}}, "relu"])
    assert calculate(network).totals.weighted_layers is None
