"""The arrays of an ONNX model: which are learned, which are numbers that the graph computes with."""

import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from math import prod
from typing import Any, Final

from netcalc.files.array import MOST_EXTENT
from netcalc.files.damaged import Damaged
from netcalc.files.single import shortest
from netcalc.models.tensors.program import Fixed, Held

FLOATS: Final = {1: "f", 10: "e", 11: "d"}
WHOLES: Final = {2: "B", 3: "b", 4: "H", 5: "h", 6: "i", 7: "q", 9: "?", 12: "I", 13: "Q"}
REALS: Final = frozenset({1, 10, 11, 16})
MOST_NUMBERS: Final = 4_096
ROWS: Final = tuple((count,) for count in range(1, 9))  # as long as the factors of a resizing
COMPUTED: Final = re.compile(
    r"val_\d+|onnx::(Add|Sub|Mul|Div|Where|Instance)\w*|/.*_output_\d+|_?[Cc]onstant\w*|\d+"
    r"|(zeros|ones|full|arange|tril|triu|convert_element_type|lift_fresh_copy)(_[a-z]+)?(_\d+)?"
)
FLOAT: Final = 1
SHUT: Final = -1e4
MOST_MASK: Final = 1 << 20


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


def thing_of(name: str, array: Any) -> Held | Fixed:
    """Say what an array is: one that is learned, or numbers that the graph computes with."""
    shape = tuple(array.dims)
    if len(shape) > 64 or any(not 0 <= extent <= MOST_EXTENT for extent in shape):
        message = f"has an array of a shape that cannot be: {name[:60]}"
        raise Damaged(message)
    named = computed(name)
    if array.data_type in REALS and not _masks(array) and not (shape in ((), (1,)) and (named or not shape)):
        return Held(name, shape, computed=named, numbers=_numbers(array) if shape in ROWS else None)
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
        if len(array.int64_data) + len(array.int32_data) + len(array.float_data) > MOST_NUMBERS:
            return None
        return (*array.int64_data, *array.int32_data, *map(shortest, array.float_data))
    sign = {**FLOATS, **WHOLES}.get(array.data_type)
    if sign is None or len(array.raw_data) > 8 * MOST_NUMBERS:
        return None
    count = len(array.raw_data) // struct.calcsize(sign)
    found = struct.unpack(f"<{count}{sign}", array.raw_data[: count * struct.calcsize(sign)])
    return tuple(map(shortest, found)) if array.data_type == FLOAT else found
