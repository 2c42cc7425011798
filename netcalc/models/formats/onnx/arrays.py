"""The arrays of an ONNX model: which are learned, which are numbers that the graph computes with."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from netcalc.files.array import MOST_EXTENT
from netcalc.files.damaged import Damaged
from netcalc.models.formats.onnx.content import numbers_of, plain, ruled, twin, written
from netcalc.models.tensors.program import Fixed, Held, Shape

Marks: TypeAlias = tuple[Shape, bytes, bytes]
REALS: Final = frozenset({1, 10, 11, 16})
ROWS: Final = tuple((count,) for count in range(1, 9))  # as long as the factors of a resizing
COMPUTED: Final = re.compile(
    r"val_\d+|onnx::(Add|Sub|Mul|Div|Where|Instance)\w*|/.*_output_\d+|_?[Cc]onstant\w*|\d+"
    r"|(zeros|ones|full|arange|tril|triu|convert_element_type|lift_fresh_copy|scalar_tensor|clone)(_[a-z]+)?(_\d+)?"
    r"|_?tensor_constant\d+|(c_)?lifted_tensor_\d+"
)
TURNS: Final = re.compile(r"(cos|sin)(_\d+)?")  # positions as angles, which are never learned
WORKED_OUT: Final = re.compile(
    r"(unsqueeze|squeeze|permute|transpose|view|reshape|contiguous|index|slice|select|cat|stack|expand|add|sub|mul|div"
    r"|exp|neg|sqrt|rsqrt|reciprocal|pow|sigmoid|tanh|softplus|clamp)(_\d+)?"
)
ATTRIBUTE: Final = re.compile(r"[A-Za-z_]\w*(\.\w+)*")
COPIED: Final = re.compile(r"val_\d|onnx::|(permute|t|transpose|numpy_t)(_\d+)?$")


def alone(nodes: Sequence[Any], without: Mapping[str, Held]) -> tuple[Held, ...]:
    """List the arrays without numbers that are no operator's: nobody reads them, or what hands them on alone."""
    used = {name for node in nodes if node.op_type != "Identity" for name in node.input}
    return tuple(each for name, each in without.items() if name not in used and not each.computed)


def filled(nodes: Sequence[Any], fixed: Mapping[str, Fixed]) -> Iterator[tuple[str, Held]]:
    """List the arrays without numbers: operators that fill a shape that stands in the file."""
    for node in nodes:
        asked = fixed.get(node.input[0]) if node.op_type == "ConstantOfShape" and node.input else None
        real = all(each.t.data_type in REALS for each in node.attribute)
        if asked is not None and asked.numbers is not None and real and node.output:
            found = Held(node.output[0], tuple(map(int, asked.numbers)), computed=computed(node.output[0]))
            if all(0 <= extent <= MOST_EXTENT for extent in found.shape):
                yield node.output[0], found


def computed(name: str) -> bool:
    """Say whether an array has a name of an exporter's, so that it may be no weight but a constant."""
    return COMPUTED.fullmatch(name) is not None


def worked_out(held: Mapping[str, Held]) -> list[str]:
    """List the arrays that an exporter has worked out of others, by the names of its operators."""
    return [name for name, each in held.items() if each.size > 1 and WORKED_OUT.fullmatch(name) is not None]


def thing_of(name: str, array: Any) -> Held | Fixed:
    """Say what an array is: one that is learned, or numbers that the graph computes with."""
    shape = tuple(array.dims)
    if len(shape) > 64 or any(not 0 <= extent <= MOST_EXTENT for extent in shape):
        message = f"has an array of a shape that cannot be: {name[:60]}"
        raise Damaged(message)
    named = computed(name)
    one = shape == () or (shape == (1,) and named)
    if array.data_type in REALS and not one and not ruled(array) and TURNS.fullmatch(name) is None:
        filled_in = named and (plain(array) or not numbers_of(array, begin=True))
        return Held(name, shape, computed=filled_in, numbers=written(array) if shape in ROWS else None)
    return Fixed(shape, written(array))


def scalars(arrays: Mapping[str, Any]) -> Iterator[tuple[str, Held]]:
    """List the numbers that are learned by themselves, as PyTorch names those of modules."""
    for name, array in arrays.items():
        if not array.dims and array.data_type in REALS and ATTRIBUTE.fullmatch(name) and not computed(name):
            yield name, Held(name, (), numbers=written(array))


def twice(arrays: Mapping[str, Any], held: Mapping[str, Held]) -> Iterator[Held]:
    """List the tables that an exporter wrote down once more, turned round, by the name that they had."""
    owners: dict[Marks, Held] = {}
    for each in held.values():
        if len(each.shape) == 2 and each.key in arrays and not COPIED.match(each.key):
            owners.setdefault(_marks(each.shape, arrays[each.key]), each)
    for name, copy in held.items():
        if len(copy.shape) == 2 and COPIED.match(name) and name in arrays:
            owner = owners.get(_marks(copy.shape[::-1], arrays[name]))
            if owner is not None and twin(arrays[owner.key], arrays[name]):
                yield owner


def _marks(shape: Shape, array: Any) -> Marks:
    """Give what a table has in common with itself turned round: its first and its last number."""
    return shape, bytes(array.raw_data[:2]), bytes(array.raw_data[-2:])
