"""Networks written as ONNX models: arrays without numbers, read back with the same totals, run with the same values."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from netcalc import Network, SpecError, calculate, convert, load
from netcalc.layers import CATALOGUE
from netcalc.models.source.onnx.program import program
from netcalc.models.source.onnx.table import WRITERS
from netcalc.reference import ReferenceNet
from tests.support.graph_arrays import filled
from tests.support.onnx_written import checked, model_of, ran, read_back
from tests.support.running import Run
from tests.support.sharing_nets import SHARED, sharing
from tests.support.sized import fitting, sized
from tests.support.small_nets import DATA, NETS, random_net, small

UNFIT = {
    "fast-rcnn",  # its regions are stated
    "lenet5-1998",  # filters with chosen slices
}
CASES: list[dict[str, Any]] = json.loads((DATA / "torch_graphs.json").read_text("utf-8"))
SMALL = 400_000  # bytes
MANY = 100  # layers


def test_every_kind_is_written() -> None:
    assert set(CATALOGUE) == set(WRITERS)


def comes_back(name: str, path: Path) -> bool:
    """Write a bundled network, read it, and hold it against what was written; say whether it can be written."""
    network, report = sized(name)
    try:
        data = program(network, report)
    except SpecError as error:
        return {problem.code for problem in error.problems} != {"unfit-format"}
    assert (name, read_back(report, data, path)) == (name, "")
    return len(data) < SMALL


def test_bundled_specs_are_read_back_with_the_same_totals(tmp_path: Path) -> None:
    names = [name for name in fitting() if len(sized(name)[0].graph.nodes) < MANY]
    assert {name for name in names if not comes_back(name, tmp_path / "net.onnx")} == UNFIT


@pytest.mark.onnx
def test_so_are_the_large_ones(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="no onnxruntime")
    assert {name for name in fitting() if not comes_back(name, tmp_path / "net.onnx")} == UNFIT | {"swin-t"}


def test_arrays_that_no_operator_reads_are_counted_and_a_third_use_is_none(tmp_path: Path) -> None:
    """The learned array is read by nobody, directly or behind an activation; the third norm shares with the second."""
    norm: dict[str, Any] = {"name": "a"}
    layers: list[Any] = [
        {"batchnorm": norm}, {"batchnorm": {"share": "a", "name": "b"}}, {"batchnorm": {"share": "b"}}, "relu",
        {"learned": {"shape": "4x3"}}, {"learned": {"shape": "2x5"}}, "gelu", {"tanh": {"from": "relu1"}},
    ]  # fmt: skip
    network = Network.of({"input": "4x4x3", "layers": layers})
    path = tmp_path / "net.onnx"
    path.write_bytes(convert(network, to="onnx"))
    made = calculate(load(path)).totals
    assert (made.params, made.buffers) == (2 * 3 + 12 + 10, 2 * 3)


@pytest.mark.parametrize("name", SHARED)
def test_shared_arrays_are_read_back_as_shared(name: str, tmp_path: Path) -> None:
    path = tmp_path / "net.onnx"
    path.write_bytes(convert(sharing(name), to="onnx"))
    made, was = (calculate(network).totals for network in (load(path), sharing(name)))
    assert (made.params, made.macs) == (was.params, was.macs)


def test_names_and_sharing_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "koch.onnx"
    path.write_bytes(program(*sized("siamese-koch")))
    made = calculate(load(path))
    assert (made["l.conv1"].output, made["r.conv1"].shares) == ((96, 96, 64), "l.conv1")


def test_three_that_are_joined_have_the_axes_of_all() -> None:
    network = Network.of({"inputs": {"a": 3, "b": "4x3"}, "layers": [{"multiply": {"from": ["a", "a", "b"]}}]})
    graph = model_of(convert(network, to="onnx")).graph
    first = graph.node[-2].output[0]
    shapes = {each.name: [dim.dim_value for dim in each.type.tensor_type.shape.dim] for each in graph.value_info}
    assert shapes[first] == [1, 1, 3]


def test_arrays_have_shapes_alone() -> None:
    graph = model_of(convert(small("norms"), to="onnx")).graph
    filled = {node.output[0] for node in graph.node if node.op_type == "ConstantOfShape"}
    assert {"batchnorm1.weight", "batchnorm1.running_var", "prelu1.weight", "fc1.bias"} <= filled
    assert max(len(array.float_data) for array in graph.initializer) == 1


def test_what_onnx_cannot_say_is_refused_at_its_place(run: Run) -> None:
    ran = run("convert", "lenet5-1998", "--to", "onnx", "-o", "net.onnx")
    assert ran.status == 1
    assert "read chosen ones" in ran.err
    behind = Network.of({"input": "4x4x1", "layers": [{"stated": {"output": 3}}, "relu"]})
    with pytest.raises(SpecError) as raised:
        convert(behind, to="onnx")
    assert [problem.layer for problem in raised.value.problems] == ["stated1"]


def test_a_model_goes_into_a_file(run: Run, tmp_path: Path) -> None:
    assert run("convert", "lenet5", "--to", "onnx").status == 2
    assert run("convert", "lenet5", "--to", "onnx", "-o", "net.onnx").status == 0
    assert (tmp_path / "net.onnx").read_bytes() == program(*sized("lenet5"))
    assert run("check", "lenet5", "--against", "net.onnx").status == 0


@pytest.mark.onnx
@pytest.mark.parametrize("name", NETS)
def test_they_give_the_same_values(name: str) -> None:
    """Arrays put in the place of those without numbers, and the model run."""
    pytest.importorskip("onnxruntime", reason="no onnxruntime")
    network = small(name)
    net, given, _ = random_net(network)
    assert ran(net, convert(network, to="onnx"), {"input": given}) == ""


def test_random_graphs_are_read_back_with_the_same_totals(tmp_path: Path) -> None:
    written = 0
    for seed, network, data in models(5):
        assert (seed, read_back(calculate(network), data, tmp_path / "net.onnx")) == (seed, "")
        written += 1
    assert written >= 40


def models(every: int) -> Iterator[tuple[int, Network, bytes]]:
    """Write every so-many-th random graph as a model, but those that cannot be."""
    for case in CASES[::every]:
        network = Network(**case["spec"])
        with suppress(SpecError):
            yield case["seed"], network, convert(network, to="onnx")


@pytest.mark.onnx
def test_so_are_they_checked_and_run() -> None:
    pytest.importorskip("onnxruntime", reason="no onnxruntime")
    pytest.importorskip("onnx", reason="no onnx")
    for seed, network, data in models(5):
        checked(data)
        net = ReferenceNet(network)
        given = {name: array[:1] for name, array in filled(net, seed).items()}
        assert (seed, ran(net, data, given)) == (seed, "")


def read(spec: dict[str, Any], tmp_path: Path) -> Network:
    path = tmp_path / "net.onnx"
    path.write_bytes(convert(Network.of(spec), to="onnx"))
    return load(path)


def test_numbers_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    """Four bytes hold 0.1 as 0.10000000149; rates and what norms add to the variance are the file's."""
    layers: list[Any] = [
        {"leaky_relu": {"slope": 0.1}}, {"elu": {"alpha": 0.7}}, {"dropout": {"rate": 0.3}},
        {"batchnorm": {"eps": 0.001}}, {"layernorm": {"eps": 1e-6}},
        {"lrn": {"size": 3, "alpha": 0.001, "beta": 0.5, "k": 1.0}},
    ]  # fmt: skip
    assert read({"input": "8x8x4", "layers": layers}, tmp_path).to_dict()["layers"] == layers


def test_the_depth_stands_where_it_stood(tmp_path: Path) -> None:
    """Nothing slides over 6x4, so that a reader could take either for the depth; the format has a word for it."""
    layers: list[Any] = [{"learned": {"shape": "6x4", "name": "places"}}, {"add": ["input", "places"]}, "tanh"]
    made = calculate(read({"input": "6x4", "layers": layers}, tmp_path))
    assert (made.inputs["input"], made["tanh1"].output) == ((6, 4), (6, 4))
    turned = calculate(read({"input": "6x4", "layers": [{"transpose": [1, 0]}, "relu"]}, tmp_path))
    assert (turned.inputs["input"], turned.outputs[-1].output) == ((6, 4), (4, 6))


def test_whole_numbers_that_others_read_too_are_looked_up(tmp_path: Path) -> None:
    table: dict[str, Any] = {"embedding": {"vocabulary": 9, "depth": 3, "from": "input"}}
    layers: list[Any] = [
        {"relu": {"from": "input"}},
        table,
        {"embedding": {"vocabulary": 5, "depth": 3, "from": "relu1"}},
    ]
    made = calculate(read({"input": "7x1", "layers": [*layers, {"add": ["embedding1", "embedding2"]}]}, tmp_path))
    assert (made.totals.params, made.output) == (9 * 3 + 5 * 3, (7, 3))


def test_noise_twice_the_same_and_gates_are_read_as_such(tmp_path: Path) -> None:
    layers: list[Any] = [
        {"noise": {"shape": "3x4"}},
        {"add": ["noise1", "noise1"]},
        "silu",
        {"concat": ["silu1", "silu1"]},
    ]
    made = read({"input": "3x4", "layers": layers}, tmp_path)
    assert [node.layer.kind for node in made.graph.nodes] == ["noise", "add", "silu", "concat"]


WINDOWS: list[Any] = [
    {"local": {"filters": 4, "size": "3x2", "pad": 1, "stride": 2}},
    {"local": {"filters": 4, "size": 1, "bias": False}},
    {"adaptive_pool": {"size": "3x4"}}, {"pool": {"size": 2, "op": "avg", "trainable": True}},
    {"space_to_depth": "1x3"}, {"pixel_shuffle": "2x1"},
]  # fmt: skip
OPS = ("sigmoid", "silu", "gelu", "relu")
GATED: list[Any] = [{kind: {"units": 3, "bias": "one", "direction": "both"}} for kind in ("rnn", "lstm", "gru")]


def test_norms_and_gates_in_parts_are_read_as_one_layer(tmp_path: Path) -> None:
    layers: list[Any] = [
        {"rmsnorm": {"eps": 1e-5}},
        {"rmsnorm": {"affine": False}},
        *({"glu": {"op": op}} for op in OPS),
    ]
    found = [node.layer for node in read({"input": "6x64", "layers": layers}, tmp_path).graph.nodes]
    assert [(each.kind, getattr(each, "eps", None), getattr(each, "op", None)) for each in found] == [
        ("rmsnorm", 1e-5, None), ("rmsnorm", 1e-6, None), *(("glu", None, op) for op in OPS),
    ]  # fmt: skip


def test_what_comes_in_and_leaves_is_an_output(tmp_path: Path) -> None:
    layers: list[Any] = [{"reshape": {"to": "3", "name": "same"}}, {"fc": 2}]
    made = calculate(read({"input": "3", "layers": layers, "outputs": ["same", "fc1"]}, tmp_path))
    assert [each.output for each in made.outputs] == [(3,), (2,)]


@pytest.mark.parametrize(("volume", "layers"), [("7x6x6", WINDOWS), ("7x5", GATED)])
def test_what_onnx_has_no_operator_for_is_written_in_parts(volume: str, layers: list[Any], tmp_path: Path) -> None:
    for layer in layers:
        network = Network.of({"input": volume, "rounding": "floor", "layers": [layer]})
        made = calculate(read(network.to_dict(), tmp_path)).totals
        was = calculate(network).totals
        assert (layer, made.params, made.macs) == (layer, was.params, was.macs)


def test_a_network_without_layers_is_read_back(tmp_path: Path) -> None:
    assert calculate(read({"input": "5", "layers": ["flatten"]}, tmp_path)).output == (5,)
