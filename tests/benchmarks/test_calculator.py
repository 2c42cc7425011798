"""How long the calculator takes, and how that grows: pytest tests/benchmarks --benchmark-enable -n0."""

from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from netcalc.calculator.calculator import calculate
from netcalc.network.network import Network

BLOCK: list[Any] = [
    {"conv": {"filters": 64, "size": 1, "bias": False, "name": "reduce"}},
    "batchnorm",
    "relu",
    {"conv": {"filters": 64, "size": 3, "pad": 1, "bias": False}},
    "batchnorm",
    "relu",
    {"conv": {"filters": 256, "size": 1, "bias": False}},
    {"batchnorm": {"name": "expand"}},
    {"concat": ["expand", "reduce"]},
    "relu",
]


def network(layers: int) -> Network:
    """A net of that many layers, in blocks as ResNet-152 has them."""
    return Network(input="56x56x256", layers=[{"repeat": {"times": layers // len(BLOCK), "layers": BLOCK}}])


@pytest.mark.parametrize("layers", [500, 5_000, 50_000])
def test_network_to_report(benchmark: BenchmarkFixture, layers: int) -> None:
    report = benchmark(calculate, network(layers))
    assert len(report.layers) == layers


@pytest.mark.parametrize("layers", [500, 5_000])
def test_spec_to_network(benchmark: BenchmarkFixture, layers: int) -> None:
    made = benchmark(network, layers)
    assert len(made.graph.nodes) == layers
