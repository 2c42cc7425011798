"""A network written as an ONNX model: read back, checked by the format's own checker, run with arrays put into it."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from netcalc import Network, Report, calculate, load
from netcalc.files.messages import schema
from netcalc.models.formats.onnx.schema import TABLE
from netcalc.reference import ReferenceNet

Array = npt.NDArray[np.float64]
GATES: Final = {"lstm": (0, 3, 1, 2), "gru": (1, 0, 2), "rnn": (0,)}  # ONNX's order of PyTorch's gates
WHOLE: Final = 7  # the format's number for the type
FAR: Final = 1e-4  # of the largest value: ONNX Runtime computes with four bytes


def model_of(data: bytes) -> Any:
    """Read a model as the messages of the format."""
    made: Any = schema("onnx", TABLE)["Model"]()
    made.ParseFromString(data)
    return made


def totals(report: Report) -> tuple[Any, ...]:
    """Give what must be the same: parameters, statistics, multiplications, what leaves but for what came in so."""
    counts = report.totals
    leaving = {output.output for output in report.outputs} - {*report.inputs.values()}
    return counts.params, counts.buffers, counts.macs, leaving


def read_back(report: Report, data: bytes, path: Path) -> str:
    """Hold a model against the report of what was written; say what differs, nothing where nothing does."""
    path.write_bytes(data)
    made = calculate(load(path))
    others = {problem.code for problem in made.problems} - {problem.code for problem in report.problems}
    others -= {"pixels-never-read", "unread-output"}
    return f"{totals(report)}, read {totals(made)} {others or ''}" if totals(report) != totals(made) or others else ""


def checked(data: bytes) -> None:
    """Hold a model against the format's checker, every shape that it states against those that follow."""
    onnx = import_module("onnx")
    model = onnx.load_from_string(data)
    onnx.checker.check_model(model, full_check=True)
    onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)


def ran(net: ReferenceNet, data: bytes, given: dict[str, Array]) -> str:
    """Run a model with a net's arrays; say where its values are others than the net's, noise but for its shape."""
    onnxruntime = import_module("onnxruntime")
    onnxruntime.set_default_logger_severity(3)  # errors: arrays take the place of shapes that nothing reads then
    expected = net.forward(given if len(given) > 1 else next(iter(given.values())))
    model = filled(model_of(data), net)
    feeds = {info.name: _fed(given[info.name], info) for info in model.graph.input}
    made = onnxruntime.InferenceSession(model.SerializeToString()).run(None, feeds)
    noisy = any(node.layer.kind == "noise" for node in net.network.graph.nodes)
    outputs = net.outputs if len(made) > 1 else {"": expected}
    for info, found, (name, values) in zip(model.graph.output, made, outputs.items(), strict=True):
        wanted = _laid(values, info)
        near = FAR * float(np.abs(wanted).max())
        if found.shape != wanted.shape or not (noisy or np.allclose(found, wanted, rtol=FAR, atol=near)):
            return f"{name} is {found.shape}, not {wanted.shape}, or has other values"
    return ""


def filled(model: Any, net: ReferenceNet) -> Any:
    """Put a net's arrays in the place of those without numbers."""
    arrays, nodes = arrays_of(net.network, net), list(model.graph.node)
    shapes = {each.name: each.int64_data for each in model.graph.initializer}
    del model.graph.node[:]
    for node in nodes:
        array = arrays.pop(node.output[0], None) if node.op_type == "ConstantOfShape" else None
        if array is None:
            model.graph.node.append(node)
        else:
            dims, numbers = shapes[node.input[0]], array.ravel().tolist()
            model.graph.initializer.add(name=node.output[0], data_type=1, dims=dims, float_data=numbers)
    assert not arrays, f"no operator reads {list(arrays)}"
    return model


def _fed(array: Array, info: Any) -> Any:
    """Give what comes in as the model wants it: whole numbers have no depth."""
    if info.type.tensor_type.elem_type == WHOLE:
        return np.ascontiguousarray(array[:, 0].astype(np.int64))
    return np.ascontiguousarray(_laid(array, info).astype(np.float32))


def _laid(array: Array, info: Any) -> Array:
    """Lay values out with their depth on the axis that the model says."""
    dims = info.type.tensor_type.shape.dim
    depth = next((axis for axis, dim in enumerate(dims) if dim.denotation), 1)
    return np.moveaxis(array, 1, depth)


def arrays_of(network: Network, net: ReferenceNet) -> dict[str, Array]:
    """Give a reference net's arrays by the names that an ONNX model has."""
    held = {**net.params, **net.buffers}
    found: dict[str, Array] = {}
    for node in network.graph.nodes:
        own = {
            key.removeprefix(f"{node.name}."): array for key, array in held.items() if key.startswith(f"{node.name}.")
        }
        parts = _stacked if node.layer.kind in GATES else _parted
        found |= {f"{node.name}.{name}": part for name, part in parts(node.layer, own)} if own else {}
    return found


def _parted(layer: Any, own: dict[str, Array]) -> Iterator[tuple[str, Array]]:
    for key, array in own.items():
        if layer.kind == "learned":
            yield key, array.T if array.ndim == 2 else array
        elif layer.kind == "attention" and key.startswith("in_proj"):
            answering = layer.kv_heads or layer.heads
            size = len(array) // (layer.heads + 2 * answering)
            parts = np.split(array, [layer.heads * size, (layer.heads + answering) * size])
            names = (f"{letter}_proj{key[7:].replace('_', '.')}" for letter in "qkv")
            yield from zip(names, parts, strict=True)
        else:
            yield key.replace("_proj_weight", "_proj.weight"), array


def _stacked(layer: Any, own: dict[str, Array]) -> Iterator[tuple[str, Array]]:
    ways = ["", "_reverse"] if layer.direction == "both" else [""]

    def gates(key: str) -> Array:
        parts = np.split(own[key], len(GATES[layer.kind]))
        return np.concatenate([parts[place] for place in GATES[layer.kind]])

    for of in ("ih", "hh"):
        yield f"weight_{of}", np.stack([gates(f"weight_{of}_l0{way}") for way in ways])
    if layer.bias:
        whole = ("ih", "hh") if layer.bias is True else ("ih",)
        yield "bias", np.stack([np.concatenate([gates(f"bias_{of}_l0{way}") for of in whole]) for way in ways])
