"""Networks written as ONNX models: arrays without numbers, read back with the same totals, run with the same values."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from netcalc import Network, SpecError, calculate, convert, load
from netcalc.files.messages import schema
from netcalc.layers import CATALOGUE
from netcalc.models.formats.onnx_schema import TABLE
from netcalc.models.source.onnx.program import program
from netcalc.models.source.onnx.table import WRITERS
from netcalc.reference import ReferenceNet
from tests.support.running import Run
from tests.support.sharing_nets import SHARED, sharing
from tests.support.sized import fitting, sized
from tests.support.small_nets import NETS, Array, random_net, small

UNFIT = {
    "bilstm", "char-rnn", "irnn",  # one bias a gate
    "deepface", "local-30-filters", "yolov1",  # filters that are not shared
    "fast-rcnn", "lenet5-1998",
}  # fmt: skip
SMALL = 400_000  # bytes
MANY = 100  # layers
GATES = {"lstm": (0, 3, 1, 2), "gru": (1, 0, 2), "rnn": (0,)}  # ONNX's order of PyTorch's gates


def test_every_kind_is_written() -> None:
    assert set(CATALOGUE) == set(WRITERS)


def read_back(name: str, path: Path) -> bool:
    """Write a bundled network, read it, and hold it against what was written; say whether it can be written."""
    network, report = sized(name)
    try:
        data = program(network, report)
    except SpecError as error:
        return {problem.code for problem in error.problems} != {"unfit-format"}
    path.write_bytes(data)
    made = calculate(load(path))
    totals = [(each.totals.params, each.totals.buffers, each.totals.macs) for each in (report, made)]
    assert totals[0] == totals[1], name
    assert [each.output for each in made.outputs] == [each.output for each in report.outputs], name
    assert not {problem.code for problem in made.problems} - {"pixels-never-read"}, name
    return len(data) < SMALL


def test_bundled_specs_are_read_back_with_the_same_totals(tmp_path: Path) -> None:
    names = [name for name in fitting() if len(sized(name)[0].graph.nodes) < MANY]
    assert {name for name in names if not read_back(name, tmp_path / "net.onnx")} == UNFIT


@pytest.mark.onnx
def test_so_are_the_large_ones(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="no onnxruntime")
    assert {name for name in fitting() if not read_back(name, tmp_path / "net.onnx")} == UNFIT | {"swin-t"}


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


def model_of(data: bytes) -> Any:
    made: Any = schema("onnx", TABLE)["Model"]()
    made.ParseFromString(data)
    return made


def test_arrays_have_shapes_alone() -> None:
    graph = model_of(convert(small("norms"), to="onnx")).graph
    filled = {node.output[0] for node in graph.node if node.op_type == "ConstantOfShape"}
    assert {"batchnorm1.weight", "batchnorm1.running_var", "prelu1.weight", "fc1.bias"} <= filled
    assert max(len(array.float_data) for array in graph.initializer) == 1


def test_what_onnx_cannot_say_is_refused_at_its_place(run: Run) -> None:
    ran = run("convert", "lenet5-1998", "--to", "onnx", "-o", "net.onnx")
    assert ran.status == 1
    assert "read chosen ones" in ran.err
    assert "a coefficient and a bias a slice" in ran.err
    behind = Network.of({"input": "4x4x1", "layers": [{"local": {"filters": 1, "size": 1}}, "relu"]})
    with pytest.raises(SpecError) as raised:
        convert(behind, to="onnx")
    assert [problem.layer for problem in raised.value.problems] == ["local1"]


def test_a_model_goes_into_a_file(run: Run, tmp_path: Path) -> None:
    assert run("convert", "lenet5", "--to", "onnx").status == 2
    assert run("convert", "lenet5", "--to", "onnx", "-o", "net.onnx").status == 0
    assert (tmp_path / "net.onnx").read_bytes() == program(*sized("lenet5"))
    assert run("check", "lenet5", "--against", "net.onnx").status == 0


def arrays_of(network: Network, net: ReferenceNet) -> dict[str, Array]:
    """Give a reference net's arrays by the names, and in the order, that an ONNX model has."""
    held = {**net.params, **net.buffers}
    found: dict[str, Array] = {}
    for node in network.graph.nodes:
        own = {
            key.removeprefix(f"{node.name}."): array for key, array in held.items() if key.startswith(f"{node.name}.")
        }
        for key, array in own.items():
            found |= {f"{node.name}.{name}": part for name, part in _parts(node.layer, key, array)}
        if node.layer.kind in GATES:
            found |= {f"{node.name}.{name}": part for name, part in _stacked(node.layer, own)}
    return found


def _parts(layer: Any, key: str, array: Array) -> list[tuple[str, Array]]:
    if layer.kind == "learned":
        return [(key, array.T)]
    if layer.kind == "attention" and key.startswith("in_proj"):
        answering = layer.kv_heads or layer.heads
        size = len(array) // (layer.heads + 2 * answering)
        parts = np.split(array, [layer.heads * size, (layer.heads + answering) * size])
        return [(f"{letter}_proj{key[7:].replace('_', '.')}", part) for letter, part in zip("qkv", parts, strict=True)]
    return [(key.replace("_proj_weight", "_proj.weight"), array)]


def _stacked(layer: Any, own: dict[str, Array]) -> list[tuple[str, Array]]:
    ways = ["", "_reverse"] if layer.direction == "both" else [""]

    def gates(key: str) -> Array:
        parts = np.split(own[key], len(GATES[layer.kind]))
        return np.concatenate([parts[place] for place in GATES[layer.kind]])

    made = [(f"weight_{of}", np.stack([gates(f"weight_{of}_l0{way}") for way in ways])) for of in ("ih", "hh")]
    biases = [np.concatenate([gates(f"bias_{of}_l0{way}") for of in ("ih", "hh")]) for way in ways if layer.bias]
    return [*made, *([("bias", np.stack(biases))] if biases else [])]


@pytest.mark.onnx
@pytest.mark.parametrize("name", NETS)
def test_they_give_the_same_values(name: str) -> None:
    """Arrays put in the place of those without numbers, and the model run."""
    runtime = pytest.importorskip("onnxruntime", reason="no onnxruntime")
    network = small(name)
    net, given, expected = random_net(network)
    model = model_of(convert(network, to="onnx"))
    arrays, nodes = arrays_of(network, net), list(model.graph.node)
    shapes = {each.name: each.int64_data for each in model.graph.initializer}
    del model.graph.node[:]
    for node in nodes:
        if node.op_type == "ConstantOfShape" and node.output[0] in arrays:
            numbers = arrays.pop(node.output[0]).ravel().tolist()
            dims = shapes[node.input[0]]
            model.graph.initializer.add(name=node.output[0], data_type=1, dims=dims, float_data=numbers)
        else:
            model.graph.node.append(node)
    shape = [dim.dim_value for dim in model.graph.input[0].type.tensor_type.shape.dim]
    given = given[:, 0].astype(np.int64) if len(shape) < given.ndim else given.astype(np.float32)
    given = given.transpose(0, 2, 1) if tuple(shape) != given.shape else given
    (made,) = runtime.InferenceSession(model.SerializeToString()).run(None, {"input": np.ascontiguousarray(given)})
    made = made.transpose(0, 2, 1) if made.shape != expected.shape else made
    assert np.allclose(made, expected, rtol=1e-4, atol=1e-4 * np.abs(expected).max())
