"""A spec as a whole: its fields, its losses, its overrides, and that it is frozen."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from netcalc import FC, Conv, Network, ReLU, SpecError, calculate, load
from netcalc.network.training.loss import Loss
from netcalc.text.source import Source

# The spec that opens the documentation of the format.
LENET = """
name: LeNet-5
input: 32x32x1            # width x height x depth, as the course writes it
rounding: exact           # exact (default) | floor | ceil: what a window that does not fit evenly means
layers:
  - conv: {filters: 6, size: 5}
  - tanh
  - pool: {size: 2, op: avg}
  - conv: {filters: 16, size: 5, name: second}
  - tanh
  - pool: 2
  - fc: 120
  - tanh
  - fc: 84
  - tanh
  - fc: 10
loss: softmax
expect:
  totals.params: 61706
  second.output: 10x10x16
  totals.macs: <= 1M
"""


def test_a_spec_is_read() -> None:
    network = Network.read(Source(LENET, "lenet.yaml"))
    assert (network.name, network.input, network.rounding, network.loss) == (
        "LeNet-5", (32, 32, 1), "exact", Loss("softmax"),
    )  # fmt: skip
    assert [node.name for node in network.graph.nodes] == [
        "conv1", "tanh1", "pool1", "second", "tanh2", "pool2", "fc1", "tanh3", "fc2", "tanh4", "fc3",
    ]  # fmt: skip
    assert calculate(network).totals.params == 61706


def test_a_network_is_made_in_python() -> None:
    layers = [Conv(filters=10, size=3, pad=1), ReLU(), FC(units=10)]
    report = calculate(Network(input="32x32x3", layers=layers))
    assert report["conv1"].output == (32, 32, 10)
    assert [layer.name for layer in report.layers] == ["conv1", "relu1", "fc1"]
    assert report.totals.params == 3 * 3 * 3 * 10 + 10 + 32 * 32 * 10 * 10 + 10
    assert (report.valid, report.problems, report.name) == (True, (), None)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("softmax", Loss("softmax")),
        ("svm", Loss("svm")),
        ("mse", Loss("mse")),
        ({"softmax": {"l2": 0.001}}, Loss("softmax", 0.001)),
        ({"svm": {}}, Loss("svm", 0.0)),
        ({"mse": {"l2": 1}}, Loss("mse", 1.0)),
        (Loss("svm", 0.5), Loss("svm", 0.5)),
        (None, None),
    ],
)
def test_a_loss_has_a_kind_and_a_penalty(written: object, meant: Loss | None) -> None:
    assert Network(input="3", layers=["relu"], loss=written).loss == meant


@pytest.mark.parametrize(
    "written",
    [
        "hinge", 3, True, [], ["softmax"], {}, {"softmax": 3}, {"softmax": {"l1": 1}}, {"softmax": {"l2": -1}},
        {"softmax": {"l2": True}}, {"softmax": {"l2": "1"}}, {"softmax": {"l2": float("nan")}},
        {"softmax": {}, "svm": {}}, {"hinge": {"l2": 1}}, {"softmax": None},
    ],
)  # fmt: skip
def test_anything_else_is_no_loss(written: object) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="3", layers=["relu"], loss=written)
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [("invalid-value", ("loss",))]


@pytest.mark.parametrize("l2", [10**400, 1e10, float("inf")])
def test_a_penalty_beyond_the_limit_is_refused(l2: float) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="3", layers=["relu"], loss={"softmax": {"l2": l2}})
    assert [problem.code for problem in caught.value.problems] == ["limit-exceeded"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", 3), ("name", ["a"]), ("rounding", "up"), ("rounding", True), ("rounding", None), ("input", None),
        ("expect", "valid"),
    ],
)  # fmt: skip
def test_a_field_of_another_form_is_an_invalid_value(field: str, value: object) -> None:
    with pytest.raises(SpecError) as caught:
        Network.of({"input": "3", "layers": ["relu"], field: value})
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [("invalid-value", (field,))]


@pytest.mark.parametrize("written", [None, 3, "relu", [], ["relu"]])
def test_a_spec_is_fields(written: object) -> None:
    with pytest.raises(SpecError) as caught:
        Network.of(written)
    assert [problem.code for problem in caught.value.problems] == ["invalid-value"]


def test_what_must_be_given_is_said_at_once() -> None:
    with pytest.raises(SpecError) as caught:
        Network.of({})
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [
        ("missing-field", ("input",)),
        ("missing-field", ("layers",)),
    ]


def test_overrides_take_the_place_of_fields(tmp_path: Path) -> None:
    path = tmp_path / "net.yaml"
    path.write_text(LENET)
    report = calculate(load(path, input="36x36x1", rounding="floor"))
    assert report["conv1"].output == (36 - 5 + 1, 36 - 5 + 1, 6)
    with pytest.raises(SpecError) as caught:
        load(path, input="no volume")
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("invalid-value", ("input",))


def test_a_network_without_a_name_is_called_after_its_file(tmp_path: Path) -> None:
    path = tmp_path / "my-net.yaml"
    path.write_text("input: 3\nlayers: [relu]")
    assert calculate(load(path)).name == "my-net"
    assert calculate(load(str(path), name="other")).name == "other"


def test_a_network_is_frozen() -> None:
    network = Network(input="3", layers=[FC(units=3)])
    with pytest.raises(AttributeError, match="no setter"):
        network.rounding = "floor"  # type: ignore[misc]  # it is frozen
    with pytest.raises(ValidationError, match="frozen"):
        network.layers[0].units = 4  # type: ignore[union-attr]  # so are layers
    with pytest.raises(AttributeError):
        network.something = 4  # type: ignore[attr-defined]  # there is none
    assert isinstance(network.layers, tuple)


def test_a_network_is_its_own_network() -> None:
    network = Network(input="3", layers=[FC(units=3)])
    assert Network.of(network) is network


def test_the_same_network_gives_the_same_report() -> None:
    network = Network.read(Source(LENET, "lenet.yaml"))
    assert calculate(network) == calculate(network)


def test_bytes_are_no_list_of_numbers() -> None:
    with pytest.raises(SpecError, match="not b'3'"):
        Network(input=b"3", layers=["relu"])
    with pytest.raises(SpecError, match="not b'3'"):
        Network(input=3, layers=[{"fc": b"3"}])
