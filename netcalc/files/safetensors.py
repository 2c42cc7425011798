"""The header of a .safetensors file: its length in 8 bytes, then JSON; the arrays themselves are not read."""

from math import prod
from os import SEEK_END
from typing import Any, BinaryIO, Final, NamedTuple

from netcalc.files import json_text
from netcalc.files.array import MOST_ARRAYS, Array, shape_of
from netcalc.files.damaged import Damaged

LONGEST_HEADER: Final = 100_000_000  # the format's own limit
META: Final = "__metadata__"
ENDINGS: Final = (".safetensors", ".bin", ".pt", ".pth")  # of the files that an index names
MOST_FILES: Final = 10_000
TYPES: Final = {  # in PyTorch's words, and the bits of a number
    "F64": ("float64", 64), "F32": ("float32", 32), "F16": ("float16", 16), "BF16": ("bfloat16", 16),
    "F8_E4M3": ("float8_e4m3fn", 8), "F8_E5M2": ("float8_e5m2", 8), "F8_E8M0": ("float8_e8m0fnu", 8),
    "F8_E4M3FNUZ": ("float8_e4m3fnuz", 8), "F8_E5M2FNUZ": ("float8_e5m2fnuz", 8), "F6_E2M3": ("float6_e2m3", 6),
    "F6_E3M2": ("float6_e3m2", 6), "F4": ("float4_e2m1fn", 4), "C64": ("complex64", 64), "I64": ("int64", 64),
    "I32": ("int32", 32), "I16": ("int16", 16), "I8": ("int8", 8), "U64": ("uint64", 64), "U32": ("uint32", 32),
    "U16": ("uint16", 16), "U8": ("uint8", 8), "BOOL": ("bool", 8),
}  # fmt: skip


class Placed(NamedTuple):
    """An array, and where its bytes end, counted from the first array's."""

    array: Array
    stop: int


def arrays(file: BinaryIO) -> tuple[Array, ...]:
    """List the arrays of a file in the order in which they lie; Damaged where the header is not sound."""
    start = int.from_bytes(file.read(8), "little") + 8
    if start > LONGEST_HEADER:
        message = f"says that its header has {start - 8:,} bytes: no header is so long"
        raise Damaged(message)
    header = parsed(file.read(start - 8), "the header")
    entries = {name: entry for name, entry in header.items() if name != META}
    if len(entries) > MOST_ARRAYS:
        message = f"has more arrays than netcalc looks at ({MOST_ARRAYS:,})"
        raise Damaged(message)
    found = sorted(
        (_array(name, entry, start) for name, entry in entries.items()), key=lambda each: (each.array.start, each.stop)
    )
    _follow(found, start)
    last = found[-1].stop if found else start
    if file.seek(0, SEEK_END) < last:
        message = f"ends before its arrays do, {last - file.tell():,} bytes too early: it was cut off"
        raise Damaged(message)
    return tuple(each.array for each in found)


def _follow(found: list[Placed], start: int) -> None:
    """Insist that arrays lie one behind the other, without a gap, and none on another."""
    for array, stop in found:
        if array.start != start:
            how = "lies on the array before it" if array.start < start else "leaves a gap to the array before it"
            message = f"is not sound: {array.name[:80]} {how}"
            raise Damaged(message)
        start = stop


def shards(text: bytes) -> tuple[str, ...]:
    """List the files that the index of a sharded model names: names without a folder, each once."""
    names = tuple(dict.fromkeys(mapped(text).values()))
    if len(names) > MOST_FILES:
        message = f"names more files than netcalc looks at ({MOST_FILES:,})"
        raise Damaged(message)
    astray = next((name for name in names if "/" in name or "\\" in name or not name.endswith(ENDINGS)), None)
    if astray is not None:
        message = f"names a file that is not beside it: {astray[:80]}"
        raise Damaged(message)
    return names


def mapped(text: bytes) -> dict[str, str]:
    """Say in which file each array lies, as an index has it."""
    found = parsed(text, "the index").get("weight_map")
    if not isinstance(found, dict) or not all(isinstance(name, str) for name in found.values()):
        message = "has no `weight_map` that says in which file each array lies"
        raise Damaged(message)
    return found


def parsed(text: bytes, what: str) -> dict[str, Any]:
    """Read JSON that is an object; Damaged where it is none."""
    try:
        found = json_text.parsed(text)
    except ValueError:
        message = f"is not sound: {what} is no JSON"
        raise Damaged(message) from None
    if not isinstance(found, dict):
        message = f"is not sound: {what} is no JSON object"
        raise Damaged(message)
    return found


def _array(name: str, entry: Any, start: int) -> Placed:
    """Check one entry of the header."""
    if not isinstance(entry, dict):
        message = f"says of {name[:80]} neither shape nor place"
        raise Damaged(message)
    offsets = entry.get("data_offsets")
    if not isinstance(offsets, list) or len(offsets) != 2 or any(type(offset) is not int for offset in offsets):
        message = f"does not say where {name[:80]} lies"
        raise Damaged(message)
    first, stop = offsets
    dtype, shape = str(entry.get("dtype")), shape_of(name, entry.get("shape"))
    word, bits = TYPES.get(dtype, (dtype.lower(), 0))
    if first < 0 or stop < first or (bits and 8 * (stop - first) != bits * prod(shape)):
        message = f"is not sound: {name[:80]} has {stop - first:,} bytes, which are not those of its shape and type"
        raise Damaged(message)
    return Placed(Array(name, word, shape, start=start + first), start + stop)
