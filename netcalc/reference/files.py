"""Reads the arrays of a PyTorch `state_dict` from .npz or .safetensors; never a pickle, which could run anything."""

import json
import zipfile
from math import prod
from pathlib import Path
from typing import Any, Final

import numpy as np

from netcalc.reference.gate import Array

TYPES: Final = {
    "F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1", "U8": "u1",
    "BOOL": "?",
}  # fmt: skip
LONGEST_HEADER: Final = 100 << 20


class UnreadableArrays(ValueError):
    """A file that holds no arrays in a form that is read here; the message says why."""


def read_arrays(path: str | Path) -> dict[str, Array]:
    """Read all arrays of a file by name; UnreadableArrays where they cannot be, or not safely."""
    path = Path(path)
    readers = {".npz": _npz, ".safetensors": _safetensors}
    if path.suffix not in readers:
        message = f"{path.name}: save a state_dict as .safetensors or .npz; pickles (.pt, .pth) are not opened"
        raise UnreadableArrays(message)
    try:
        return readers[path.suffix](path)
    except (ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        message = f"{path.name} is not a sound {path.suffix[1:]} file: {error}"
        raise UnreadableArrays(message) from None


def _npz(path: Path) -> dict[str, Array]:
    with np.load(path, allow_pickle=False) as held:
        return {name: held[name] for name in held.files}


def _safetensors(path: Path) -> dict[str, Array]:
    """Take the format apart: the header's length in 8 bytes, the header in JSON, the arrays' bytes."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if length > LONGEST_HEADER:
            message = f"a header of {length} bytes"
            raise UnreadableArrays(message)
        header, data = json.loads(file.read(length)), file.read()
    if not isinstance(header, dict):
        message = "the header is no object"
        raise TypeError(message)
    return {name: _tensor(data, entry) for name, entry in header.items() if name != "__metadata__"}


def _tensor(data: bytes, entry: dict[str, Any]) -> Array:
    shape, (start, stop) = tuple(map(int, entry["shape"])), entry["data_offsets"]
    if not 0 <= start <= stop <= len(data):
        message = "an array lies outside the file"
        raise ValueError(message)
    if entry["dtype"] == "BF16":  # the upper half of a float32
        halves = np.frombuffer(data[start:stop], "<u2").astype("<u4") << 16
        return halves.view("<f4").reshape(shape)
    values = np.frombuffer(data[start:stop], TYPES[entry["dtype"]])
    if values.size != prod(shape):
        message = f"{values.size} values for the shape {shape}"
        raise ValueError(message)
    return values.reshape(shape)
