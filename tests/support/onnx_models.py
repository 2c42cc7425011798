"""Small ONNX models written for a test: operators in a line of text, arrays by their shapes."""

from collections.abc import Mapping, Sequence
from typing import Any

from netcalc import Report, calculate, load
from netcalc.files.messages import schema
from netcalc.models.formats.onnx.schema import TABLE

Given = Mapping[str, Any]
MESSAGES: Any = schema("onnx", TABLE)
FLOAT, INT64 = 1, 7


def node(text: str, **given: Any) -> Any:
    """Make an operator of `Conv x w > y`, with its attributes; `_` is a tensor left out, `domain:Kind` another's."""
    reads, _, makes = text.partition(" > ")
    kind, *names = reads.split()
    domain, _, kind = kind.rpartition(":")
    inputs = ["" if name == "_" else name for name in names]
    made = MESSAGES["Node"](op_type=kind, domain=domain, input=inputs, output=makes.split())
    for name, value in given.items():
        _attribute(made.attribute.add(name=name), value)
    return made


def _attribute(attribute: Any, value: Any) -> None:
    if isinstance(value, list):
        (attribute.floats if isinstance(value[0], float) else attribute.ints).extend(value)
    elif isinstance(value, str):
        attribute.s = value.encode()
    elif isinstance(value, int | float):
        setattr(attribute, "i" if isinstance(value, int) else "f", value)
    else:
        getattr(attribute, "g" if hasattr(value, "node") else "t").CopyFrom(value)


def numbers(name: str, *every: int) -> Any:
    """Make an array of whole numbers."""
    return MESSAGES["Tensor"](name=name, dims=[len(every)], data_type=INT64, int64_data=every)


def array(name: str, *dims: int) -> Any:
    """Make an array of weights, whose numbers are not there."""
    return MESSAGES["Tensor"](name=name, dims=dims, data_type=FLOAT)


def graph(nodes: Sequence[Any], arrays: Sequence[Any] = (), outputs: Sequence[str] = ("y",)) -> Any:
    """Make a graph without inputs."""
    made = MESSAGES["Graph"](node=nodes, initializer=arrays)
    for name in outputs:
        made.output.add(name=name)
    return made


def model(nodes: Sequence[Any], arrays: Sequence[Any] = (), functions: Sequence[Any] = (), **inputs: Any) -> Any:
    """Make a model; what comes in is x, an image of three slices, unless others are named."""
    made = MESSAGES["Model"](ir_version=10, graph=graph(nodes, arrays), functions=functions)
    made.opset_import.add(version=20)
    for name, shape in (inputs or {"x": (1, 3, 8, 8)}).items():
        coming = made.graph.input.add(name=name).type.tensor_type
        coming.elem_type = FLOAT
        for extent in shape or ():
            coming.shape.dim.add(dim_value=extent)
    return made


def read(path: Any, made: Any) -> Report:
    """Write a model down and read it."""
    (path / "m.onnx").write_bytes(made.SerializeToString())
    return calculate(load(path / "m.onnx"))
