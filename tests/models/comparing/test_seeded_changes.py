"""Sixty changes to networks, one at a time: `check --against` names the layer that was changed."""

from collections.abc import Iterator
from typing import Any

from netcalc import Network, Report, calculate
from netcalc.models.comparing.against import differences
from tests.support.sized import sized

# A bundled network, a layer of it, and a field of that layer with another value.
FIELDS = [
    ("lenet5", "conv1", "filters", 8), ("lenet5", "conv1", "size", 3), ("lenet5", "conv1", "pad", 2),
    ("lenet5", "conv1", "bias", False), ("lenet5", "pool1", "op", "max"), ("lenet5", "pool1", "stride", 1),
    ("lenet5", "conv2", "filters", 12), ("lenet5", "conv2", "size", 3), ("lenet5", "fc1", "units", 100),
    ("lenet5", "fc2", "bias", False), ("lenet5", "fc3", "units", 11),
    ("alexnet", "conv1", "filters", 64), ("alexnet", "conv2", "groups", 1), ("alexnet", "conv2", "pad", 1),
    ("alexnet", "conv3", "size", 1), ("alexnet", "conv4", "bias", False), ("alexnet", "conv5", "filters", 128),
    ("alexnet", "last_pool", "size", 2), ("alexnet", "fc6", "units", 2048), ("alexnet", "fc8", "units", 100),
    ("resnet18", "conv1.conv1", "stride", 1), ("resnet18", "pool1", "pad", 0),
    ("resnet18", "conv2_x.basic1.conv-bn1.conv1", "bias", True),
    ("resnet18", "conv3_x.basic1.conv-bn1.conv1", "pad", 0), ("resnet18", "conv3_x.basic2.conv-bn2.conv1", "groups", 2),
    ("resnet18", "conv4_x.basic1.conv-bn1.conv1", "stride", 4),
    ("resnet18", "conv5_x.basic2.conv-bn2.batchnorm1", "affine", False), ("resnet18", "fc1", "bias", False),
    ("mobilenet-v1", "conv1", "filters", 16), ("mobilenet-v1", "fc1", "units", 10),
    ("vgg11", "stage1.conv1", "pad", 0), ("vgg11", "stage2.conv1", "filters", 64),
    ("vgg11", "stage3.pool", "op", "avg"),
    ("vgg11", "stage5.conv2", "bias", False), ("vgg11", "fc3", "units", 21),
    ("gru-text", "embedding1", "depth", 128), ("gru-text", "gru1", "units", 512), ("gru-text", "fc1", "bias", False),
    ("bilstm", "fc1", "units", 7), ("squeezenet", "conv1", "stride", 1),
    ("squeezenet", "fire2.conv1", "filters", 8), ("squeezenet", "fire9.conv3", "size", 1),
    ("mnist-pytorch", "conv1", "filters", 16), ("mnist-pytorch", "conv2", "stride", 2),
    ("mnist-pytorch", "fc1", "units", 64), ("mnist-pytorch", "fc2", "bias", False),
    ("cifar10-mlp", "fc1", "units", 60), ("zfnet", "conv1", "stride", 4), ("zfnet", "conv2", "filters", 128),
    ("vit-b16", "patches", "bias", False), ("vit-b16", "mlp3.fc1", "units", 768), ("vit-b16", "fc1", "units", 10),
]  # fmt: skip
SIXTY = 60
PLAIN = ("lenet5", "mnist-pytorch")


def changed() -> Iterator[tuple[Report, Report, str, str]]:
    """Give a network and the same with one change; the layer, and what was done to it."""
    for name, layer, field, value in FIELDS:
        network, report = sized(name)
        yield report, calculate(network.replace(set={f"{layer}.{field}": value})), layer, field
    for name in PLAIN:
        network, report = sized(name)
        yield from _left_out(network, report)
        yield from _put_in(network, report)


def _left_out(network: Network, report: Report) -> Iterator[tuple[Report, Report, str, str]]:
    items: list[Any] = network.to_dict()["layers"]
    places = [place for place, layer in enumerate(report.layers) if layer.kind in ("relu", "tanh", "pool")][:3]
    for place in places if len(items) == len(report.layers) else ():
        other = _of(network, [*items[:place], *items[place + 1 :]])
        yield report, other, report.layers[place].name, "left out"


def _put_in(network: Network, report: Report) -> Iterator[tuple[Report, Report, str, str]]:
    items: list[Any] = network.to_dict()["layers"]
    for place in (2, 5, 8) if len(items) == len(report.layers) else ():
        yield report, _of(network, [*items[:place], "sigmoid", *items[place:]]), "sigmoid1", "put in"


def _of(network: Network, layers: list[Any]) -> Report:
    """Calculate a network with other layers, of which nothing is claimed."""
    fields = {name: value for name, value in network.to_dict().items() if name != "expect"}
    return calculate(Network.of({**fields, "layers": layers, "rounding": "floor"}))


def test_the_layer_that_was_changed_is_named() -> None:
    tried, wrong = 0, []
    for report, other, layer, what in changed():
        tried += 1
        found = differences(report, other, "the other")
        if not found or not any(layer in problem.message for problem in found[:1]):
            wrong.append((report.name, layer, what, [problem.message for problem in found]))
    assert tried >= SIXTY
    assert wrong == []
