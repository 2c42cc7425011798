"""Reads ONNX models: operators, arrays by their shapes; weights that lie beside the file are not needed."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from netcalc.files.array import MOST_EXTENT
from netcalc.files.damaged import Damaged
from netcalc.models.draft import Draft
from netcalc.models.formats.onnx.arrays import REALS, alone, filled, scalars, thing_of, twice, worked_out
from netcalc.models.formats.onnx.fit import misfit
from netcalc.models.formats.onnx.functions import Calls
from netcalc.models.formats.onnx.fused import SCALE, plain, quantised
from netcalc.models.formats.onnx.given.resolved import resolved
from netcalc.models.formats.onnx.nodes import OURS, Nodes
from netcalc.models.formats.onnx.schema import read_model
from netcalc.models.formats.onnx.sound import ordered
from netcalc.models.given import Given
from netcalc.models.tensors.made import made
from netcalc.models.tensors.program import Fixed, Held, Program, Shape

FOLDED: Final = ".weight_bias"
RULE, FOLDS = "rule_name", "FuseBatchNorm"  # what the exporter remembers of its own steps
CHANNEL: Final = "DATA_CHANNEL"
MOST_NAMED: Final = 3  # arrays
INDEX: Final = 7  # whole numbers of eight bytes: places, no weights
NEWEST: Final = 30  # opset
IMAGE: Final = 4  # axes: an example, depth, rows, columns
EXAMPLES: Final = {2: "128", 3: "128x16", 5: "32x32x32x1"}  # of what a user may say, by the axes


def read(given: Given) -> Draft:
    """Read a model's graph."""
    model = read_model(given)
    if not model.graph.node:
        message = "has no operators"
        raise Damaged(message)
    opset = max((each.version for each in model.opset_import if each.domain in OURS), default=1)
    program = _program(model, opset, given)
    draft = made(program, given.file)
    arrays = {each.name: each for each in model.graph.initializer}
    draft.notes += [f"`{each.key}` stands in the file twice, once turned: as stored, the params are {each.size:,} more"
                    for each in twice(arrays, program.held)]  # fmt: skip
    folded = sum(_folded(node) for node in model.graph.node)
    if folded:
        draft.notes.append(f"the exporter folded batch norms into {folded} layers: as exported, the params are fewer")
    made_of = [name for name in worked_out(program.held) if name in draft.owners]
    if made_of:
        every = ", ".join(made_of[:MOST_NAMED]) + ", ..." * (len(made_of) > MOST_NAMED)
        draft.notes.append(f"the exporter worked out arrays of others ({every}): counted as they stand in the file")
    if opset > NEWEST:
        draft.notes.append(f"its operators are of version {opset}; those of version {NEWEST} and before are read here")
    return draft


def _folded(node: Any) -> bool:
    """Say whether a batch norm was folded into an operator: it has a bias by its weight's name, or remembers."""
    told = (each.value for each in node.metadata_props if each.key.endswith(RULE))
    return any(name.endswith(FOLDED) for name in node.input) or any(FOLDS in each for each in told)


def _program(model: Any, opset: int, given: Given) -> Program:
    graph = model.graph
    arrays = {each.name: each for each in graph.initializer}
    named = frozenset({*arrays, *(info.name for info in graph.input)})
    outputs = tuple(info.name for info in graph.output)
    weights: dict[str, Shape] = {}
    called = list(Calls(model.functions, given.file).inlined(graph.node))
    nodes = ordered(list(plain(called, weights)), named, outputs, given.file)
    inputs = tuple(_inputs(graph, arrays, given))
    if not inputs:
        message = "has no input"
        raise Damaged(message)
    reader = Nodes(arrays, opset, given.file)
    ops = tuple(reader.read(nodes))
    held: dict[str, Held] = {}
    fixed: dict[str, Fixed] = {}
    for name, array in reader.arrays.items():
        found = thing_of(name, array)
        if name in weights and isinstance(found, Fixed) and found.shape and array.data_type != INDEX:
            found = Held(name.removesuffix("_quantized"), weights[name] or found.shape)
        elif isinstance(found, Held) and name.endswith(SCALE) and quantised(called):
            found = Fixed(found.shape)
        (held if isinstance(found, Held) else fixed)[name] = found  # type: ignore[assignment]  # each in its own
    without = dict(filled(nodes, fixed))
    held |= without
    if model.producer_name == "pytorch":
        held |= dict(scalars(reader.arrays))
        fixed = {name: found for name, found in fixed.items() if name not in held}
    for node in nodes:  # one array under several names, where an exporter found equal ones
        if node.op_type == "Identity" and node.input and node.output and node.input[0] in held:
            held[node.output[0]] = held[node.input[0]]
    shapes = {info.name: shape for info in (*graph.value_info, *graph.output) if (shape := _shape(info)) is not None}
    return Program(inputs, outputs, held, fixed, shapes, ops, {}, alone(nodes, without), dict(_depths(graph)),
                   resolve=resolved, misfit=misfit)  # fmt: skip


def _depths(graph: Any) -> Iterator[tuple[str, int]]:
    """Say which axis of a tensor the depth is, where the file tells it by the format's own word."""
    for info in (*graph.input, *graph.value_info, *graph.output):
        for axis, each in enumerate(info.type.tensor_type.shape.dim):
            if each.denotation == CHANNEL:
                yield info.name, axis


def _inputs(graph: Any, arrays: Mapping[str, Any], given: Given) -> Iterator[tuple[str, Shape, bool]]:
    """List what comes in; older models list their arrays there too."""
    for info in graph.input:
        if info.name in arrays:
            continue
        kind = info.type.tensor_type
        shape = [each.dim_value for each in kind.shape.dim]
        if shape and shape[0] < 1:
            shape[0] = 1
        if not kind.HasField("shape") or any(extent < 1 for extent in shape[1:]):
            missing = f"the file leaves open how large `{info.name[:40]}` is"
            volume = given.volume(missing, EXAMPLES.get(len(shape), "224x224x3"))
            image = len(shape) == IMAGE or (not shape and len(volume) == IMAGE - 1)
            first = shape[:1] or [1]
            shape = [*first, volume.depth, *reversed(volume.spatial)] if image else [*first, *volume]
        yield info.name, tuple(shape), kind.elem_type not in REALS


def _shape(info: Any) -> Shape | None:
    """Give the shape that is stated of a tensor; None where it is not, or not whole."""
    if not info.type.tensor_type.HasField("shape"):
        return None
    shape = [each.dim_value for each in info.type.tensor_type.shape.dim]
    if shape and shape[0] < 1:
        shape[0] = 1
    return tuple(shape) if all(0 < extent <= MOST_EXTENT for extent in shape) else None
