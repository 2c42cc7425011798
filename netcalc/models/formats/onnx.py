"""Reads ONNX models: operators, arrays by their shapes; weights that lie beside the file are not needed."""

import re
import struct
from collections.abc import Iterator, Mapping
from math import prod
from typing import Any, Final

from netcalc.files.array import MOST_EXTENT
from netcalc.files.damaged import Damaged
from netcalc.models.draft import Draft
from netcalc.models.entry import Path
from netcalc.models.formats.onnx_given import resolved
from netcalc.models.formats.onnx_schema import read_model
from netcalc.models.given import Given
from netcalc.models.operators import words
from netcalc.models.tensors.made import made
from netcalc.models.tensors.program import Fixed, Held, Op, Program, Shape

FLOATS: Final = {1: "f", 10: "e", 11: "d"}
WHOLES: Final = {2: "B", 3: "b", 4: "H", 5: "h", 6: "i", 7: "q", 9: "?", 12: "I", 13: "Q"}
REALS: Final = frozenset({1, 10, 11, 16})
MOST_NUMBERS: Final = 4_096
ROWS: Final = tuple((count,) for count in range(1, 9))  # as long as the factors of a resizing
COMPUTED: Final = re.compile(
    r"val_\d+|onnx::(Add|Sub|Mul|Div|Where|Instance)\w*|/.*_output_\d+|_?[Cc]onstant\w*|\d+"
    r"|(zeros|ones|full|arange|tril|triu|convert_element_type|lift_fresh_copy)(_[a-z]+)?(_\d+)?"
)
FOLDED: Final = ".weight_bias"
FLOAT: Final = 1
SHUT: Final = -1e4
MOST_MASK: Final = 1 << 20
OURS: Final = ("", "ai.onnx")
COUNTING: Final = {"Shape": "shape", "Size": "shape", "Constant": "constant", "ConstantOfShape": "filled",
                   "Range": "range", "ReduceProd": "product"}  # fmt: skip


def read(given: Given) -> Draft:
    """Read a model's graph."""
    model = read_model(given)
    if not model.graph.node:
        message = "has no operators"
        raise Damaged(message)
    opset = max((each.version for each in model.opset_import if each.domain in OURS), default=1)
    program = _program(model.graph, opset, given)
    draft = made(program, given.file)
    folded = sum(any(name.endswith(FOLDED) for name in node.input) for node in model.graph.node)
    if folded:
        draft.notes.append(f"the exporter folded batch norms into {folded} layers: as exported, the params are fewer")
    return draft


def _program(graph: Any, opset: int, given: Given) -> Program:
    arrays = {each.name: each for each in graph.initializer}
    held: dict[str, Held] = {}
    fixed: dict[str, Fixed] = {}
    for name, array in arrays.items():
        found = thing_of(name, array)
        (held if isinstance(found, Held) else fixed)[name] = found  # type: ignore[assignment]  # each in its own
    filled = dict(_filled(graph, fixed))
    held |= filled
    for node in graph.node:  # one array under several names, where an exporter found equal ones
        if node.op_type == "Identity" and node.input and node.output and node.input[0] in held:
            held[node.output[0]] = held[node.input[0]]
    shapes = {info.name: shape for info in (*graph.value_info, *graph.output) if (shape := _shape(info)) is not None}
    inputs = tuple(_inputs(graph, arrays, given))
    if not inputs:
        message = "has no input"
        raise Damaged(message)
    classes: dict[Path, str] = {}
    ops = tuple(_op(node, number, arrays, opset) for number, node in enumerate(graph.node))
    outputs = tuple(info.name for info in graph.output)
    return Program(inputs, outputs, held, fixed, shapes, ops, classes, _unread(graph, filled), resolve=resolved)


def _unread(graph: Any, filled: Mapping[str, Held]) -> tuple[Held, ...]:
    """List the arrays without numbers that are no operator's: nobody reads them, or what hands them on alone."""
    used = {name for node in graph.node if node.op_type != "Identity" for name in node.input}
    return tuple(each for name, each in filled.items() if name not in used and not each.computed)


def _filled(graph: Any, fixed: Mapping[str, Fixed]) -> Iterator[tuple[str, Held]]:
    """List the arrays without numbers: operators that fill a shape that stands in the file."""
    for node in graph.node:
        asked = fixed.get(node.input[0]) if node.op_type == "ConstantOfShape" and node.input else None
        real = all(each.t.data_type in REALS for each in node.attribute)
        if asked is not None and asked.numbers is not None and real and node.output:
            found = Held(node.output[0], tuple(map(int, asked.numbers)), computed=_computed(node.output[0]))
            if all(0 <= extent <= MOST_EXTENT for extent in found.shape):
                yield node.output[0], found


def _computed(name: str) -> bool:
    """Say whether an array has a name of an exporter's, so that it may be no weight but a constant."""
    return COMPUTED.fullmatch(name) is not None


def thing_of(name: str, array: Any) -> Held | Fixed:
    """Say what an array is: one that is learned, or numbers that the graph computes with."""
    shape = tuple(array.dims)
    if len(shape) > 64 or any(not 0 <= extent <= MOST_EXTENT for extent in shape):
        message = f"has an array of a shape that cannot be: {name[:60]}"
        raise Damaged(message)
    computed = _computed(name)
    if array.data_type in REALS and not _masks(array) and not (shape in ((), (1,)) and (computed or not shape)):
        return Held(name, shape, computed=computed, numbers=_numbers(array) if shape in ROWS else None)
    return Fixed(shape, _numbers(array))


def _masks(array: Any) -> bool:
    """Say whether an array shuts out what it is added to, which no weight does: it has numbers far below 0."""
    if array.data_type != FLOAT or len(array.dims) < 2 or prod(array.dims) > MOST_MASK:
        return False
    begins = array.raw_data[: 4 * MOST_NUMBERS]
    whole = len(begins) // 4
    return any(number <= SHUT for number in struct.unpack(f"<{whole}f", begins[: 4 * whole]))


def _numbers(array: Any) -> tuple[Any, ...] | None:
    """Read the numbers of a small array."""
    if array.int64_data or array.int32_data or array.float_data:
        every = (*array.int64_data, *array.int32_data, *array.float_data)
        return every if len(every) <= MOST_NUMBERS else None
    sign = {**FLOATS, **WHOLES}.get(array.data_type)
    if sign is None or len(array.raw_data) > 8 * MOST_NUMBERS:
        return None
    count = len(array.raw_data) // struct.calcsize(sign)
    return struct.unpack(f"<{count}{sign}", array.raw_data[: count * struct.calcsize(sign)])


def _inputs(graph: Any, arrays: Mapping[str, Any], given: Given) -> Iterator[tuple[str, Shape, bool]]:
    """List what comes in; older models list their arrays there too."""
    for info in graph.input:
        if info.name in arrays:
            continue
        dims = info.type.tensor_type.shape.dim
        shape = [each.dim_value for each in dims]
        if shape and shape[0] < 1:
            shape[0] = 1
        if any(extent < 1 for extent in shape[1:]):
            missing = f"the file leaves open how large `{info.name[:40]}` is"
            volume = given.volume(missing, "224x224x3")
            shape = [shape[0], volume.depth, *reversed(volume.spatial)] if len(shape) == 4 else [shape[0], *volume]
        yield info.name, tuple(shape), info.type.tensor_type.elem_type not in REALS


def _shape(info: Any) -> Shape | None:
    """Give the shape that is stated of a tensor; None where it is not, or not whole."""
    if not info.type.tensor_type.HasField("shape"):
        return None
    shape = [each.dim_value for each in info.type.tensor_type.shape.dim]
    if shape and shape[0] < 1:
        shape[0] = 1
    return tuple(shape) if all(0 < extent <= MOST_EXTENT for extent in shape) else None


def _op(node: Any, number: int, arrays: Mapping[str, Any], opset: int) -> Op:
    """Read one node; what it is given is put in our words when its inputs are known."""
    kind = str(node.op_type)
    word = COUNTING.get(kind) or (words("onnx").get(kind, "") if node.domain in (*OURS, "com.microsoft") else "")
    given = {each.name: _attribute(each) for each in node.attribute}
    given = _constant(given, node.output[0]) if kind == "Constant" and node.output else given
    name = node.name or (node.output[0] if node.output else str(number))
    path = _path(node, arrays)
    return Op(word, kind, tuple(node.input), tuple(node.output), {**given, "opset": opset}, path,
              f"node `{name[:80]}` ({kind[:40]})")  # fmt: skip


def _constant(given: dict[str, Any], name: str) -> dict[str, Any]:
    """Let what stands in a constant have the name of what it makes; one number under an exporter's name is no array."""
    computed = _computed(name)
    for key, found in given.items():
        if isinstance(found, Held):
            plain = computed and found.size == 1
            given[key] = Fixed(found.shape) if plain else found._replace(key=name, computed=computed)
    return given


def _attribute(attribute: Any) -> Any:
    """Give the value of an attribute, whatever its type."""
    if attribute.ints or attribute.type == 7:
        return list(attribute.ints)
    if attribute.floats or attribute.type == 6:
        return list(attribute.floats)
    if attribute.strings:
        return [each.decode("utf-8", "replace") for each in attribute.strings]
    if attribute.HasField("t"):
        return thing_of(attribute.name, attribute.t)
    if attribute.HasField("s"):
        return attribute.s.decode("utf-8", "replace")
    return attribute.f if attribute.HasField("f") else attribute.i


def _path(node: Any, arrays: Mapping[str, Any]) -> Path:
    """Give the path of the module a node stands in: by its weights' name, what the exporter says, or its own name."""
    for name in node.input[1:]:
        module, dot, last = name.rpartition(".")
        if dot and name in arrays and last in ("weight", "bias") and COMPUTED.fullmatch(name) is None:
            return tuple(module.split("."))
    said = next((each.value for each in node.metadata_props if each.key.endswith("name_scopes")), None)
    if said is not None:
        scopes = [scope for scope in re.findall(r"'([^']*)'", said)[:-1] if scope]
        return tuple(scopes[-1].split(".")) if scopes else ()
    parts = [part for part in str(node.name).split("/")[:-1] if part]
    module = ""
    for part in parts:
        module = part if not module or part.startswith(f"{module}.") else f"{module}.{part}"
    return tuple(module.split(".")) if module else ()
