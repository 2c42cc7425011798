"""The header of a .safetensors file: its length in 8 bytes, then JSON; the arrays themselves are not read."""

import json
from typing import Any, BinaryIO, Final

from netcalc.files.array import MOST_ARRAYS, Array, shape_of
from netcalc.files.damaged import Damaged

LONGEST_HEADER: Final = 100_000_000  # the format's own limit
META: Final = "__metadata__"
TYPES: Final = {
    "F64": "float64", "F32": "float32", "F16": "float16", "BF16": "bfloat16", "I64": "int64", "I32": "int32",
    "I16": "int16", "I8": "int8", "U64": "uint64", "U32": "uint32", "U16": "uint16", "U8": "uint8", "BOOL": "bool",
}  # fmt: skip


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
    found = [_array(name, entry, start) for name, entry in entries.items()]
    return tuple(sorted(found, key=lambda array: array.start))


def shards(text: bytes) -> tuple[str, ...]:
    """List the files that the index of a sharded model names: names without a folder, each once."""
    mapped = parsed(text, "the index").get("weight_map")
    if not isinstance(mapped, dict) or not all(isinstance(name, str) for name in mapped.values()):
        message = "has no `weight_map` that says in which file each array lies"
        raise Damaged(message)
    names = tuple(dict.fromkeys(mapped.values()))
    astray = next((name for name in names if "/" in name or "\\" in name or not name.endswith(".safetensors")), None)
    if astray is not None:
        message = f"names a file that is not beside it: {astray[:80]}"
        raise Damaged(message)
    return names


def parsed(text: bytes, what: str) -> dict[str, Any]:
    """Read JSON that is an object; Damaged where it is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        message = f"is not sound: {what} is no JSON"
        raise Damaged(message) from None
    if not isinstance(found, dict):
        message = f"is not sound: {what} is no JSON object"
        raise Damaged(message)
    return found


def _array(name: str, entry: Any, start: int) -> Array:
    """Check one entry of the header."""
    if not isinstance(entry, dict):
        message = f"says of {name[:80]} neither shape nor place"
        raise Damaged(message)
    offsets = entry.get("data_offsets")
    if not isinstance(offsets, list) or len(offsets) != 2 or any(type(offset) is not int for offset in offsets):
        message = f"does not say where {name[:80]} lies"
        raise Damaged(message)
    dtype = str(entry.get("dtype"))
    return Array(name, TYPES.get(dtype, dtype.lower()), shape_of(name, entry.get("shape")), start=start + offsets[0])
