"""What a .npz or .safetensors file holds: its headers first, an array when it is asked for."""

import json
import zipfile
from collections.abc import Callable
from math import prod
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, TypeAlias

import numpy as np

from netcalc.files import checkpoint as checkpoints
from netcalc.files.archive import Archive as Zip
from netcalc.files.array import Array as Entry
from netcalc.files.array import own
from netcalc.files.damaged import Damaged
from netcalc.reference.tape.gate import Array

Shapes: TypeAlias = dict[str, tuple[int, ...]]
TYPES: Final = {
    "F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1",
    "U8": "u1", "BOOL": "?",
}  # fmt: skip
NUMBERS: Final = "biuf"  # the kinds of dtype that are loaded: truth values, whole numbers, reals
LONGEST_HEADER: Final = 100 << 20
MOST_BYTES: Final = 4 << 30  # of one array


class UnreadableArrays(ValueError):
    """A file that holds no arrays in a form that is read here; the message says why."""


class OtherArrays(UnreadableArrays):
    """Arrays that were read, and are another network's; the message says which."""


class Archive(NamedTuple):
    """An open file of arrays: the shape of each by name, and how to read one."""

    shapes: Shapes
    read: Callable[[str], Array]


def npz(file: BinaryIO) -> Archive:
    """Open a zip file of .npy files."""
    archive = zipfile.ZipFile(file)
    shapes = {name.removesuffix(".npy"): _npy_shape(archive, name) for name in archive.namelist()}

    def read(name: str) -> Array:
        with archive.open(f"{name}.npy") as member:
            return np.asarray(np.lib.format.read_array(member, allow_pickle=False))

    return Archive(shapes, read)


def _npy_shape(archive: zipfile.ZipFile, name: str) -> tuple[int, ...]:
    """Read the header of one .npy file, and hold it against the file's size."""
    with archive.open(name) as member:
        version = np.lib.format.read_magic(member)
        reader = {1: np.lib.format.read_array_header_1_0, 2: np.lib.format.read_array_header_2_0}[version[0]]
        shape, _, dtype = reader(member)
        begins = member.tell()
    numbers(name, dtype)
    if archive.getinfo(name).file_size != begins + prod(shape) * dtype.itemsize:
        message = f"{name} is not as large as its header says"
        raise ValueError(message)
    return tuple(shape)


def safetensors(file: BinaryIO) -> Archive:
    """Take the format apart: the header's length in 8 bytes, the header in JSON, the arrays' bytes."""
    length, size = int.from_bytes(file.read(8), "little"), Path(file.name).stat().st_size
    if length > min(LONGEST_HEADER, size - 8):
        message = f"a header of {length} bytes in a file of {size}"
        raise ValueError(message)
    header = json.loads(file.read(length))
    if not isinstance(header, dict):
        message = "the header is no object"
        raise TypeError(message)
    begins = 8 + length
    entries = {name: _entry(header[name], size - begins) for name in header if name != "__metadata__"}
    return Archive(
        {name: entry.shape for name, entry in entries.items()}, lambda name: entries[name].read(file, begins)
    )


class _Entry(NamedTuple):
    """One array of a .safetensors file: where its bytes lie, and what they are."""

    dtype: str
    shape: tuple[int, ...]
    start: int
    size: int

    def read(self, file: BinaryIO, begins: int) -> Array:
        dtype = np.dtype(TYPES[self.dtype])
        file.seek(begins + self.start)
        values = np.frombuffer(file.read(self.size * dtype.itemsize), dtype, self.size).reshape(self.shape)
        return (values.astype("<u4") << 16).view("<f4") if self.dtype == "BF16" else values  # a float32's upper half


def _entry(written: dict[str, Any], size: int) -> _Entry:
    """Check one entry of the header against the bytes that there are."""
    shape, (start, stop) = tuple(written["shape"]), written["data_offsets"]
    if any(type(number) is not int or number < 0 for number in (*shape, start, stop)):
        message = "shapes and offsets are whole numbers from 0 up"
        raise ValueError(message)
    if not start <= stop <= size:
        message = "an array lies outside the file"
        raise ValueError(message)
    count = prod(shape)
    if stop - start != count * np.dtype(TYPES[written["dtype"]]).itemsize:
        message = f"{stop - start} bytes for the shape {shape} of {written['dtype']}"
        raise ValueError(message)
    return _Entry(written["dtype"], shape, start, count)


def checkpoint(file: BinaryIO) -> Archive:
    """Open a file of PyTorch: its pickle is walked, never run; an array's bytes are a member of the zip archive."""
    try:
        entries = {array.name: array for array in own(checkpoints.arrays(file))}
        archive = Zip(file)
    except Damaged as error:
        message = f"{Path(file.name).name} {error}"
        raise UnreadableArrays(message) from None
    return Archive({name: entry.shape for name, entry in entries.items()}, lambda name: _member(archive, entries[name]))


def _member(archive: Zip, entry: Entry) -> Array:
    """Read one array out of its member, however it is laid out there."""
    dtype = np.dtype("<u2" if entry.dtype == "bfloat16" else entry.dtype).newbyteorder("<")
    strides = entry.strides or ()
    if not entry.member or len(strides) != len(entry.shape) or any(step < 0 for step in strides):
        message = f"{entry.name} is not laid out as arrays are"
        raise UnreadableArrays(message)
    reach = entry.start + sum((extent - 1) * step for extent, step in zip(entry.shape, strides, strict=True)) + 1
    held = np.frombuffer(archive.read(entry.member, MOST_BYTES), dtype)
    if reach > len(held) or entry.start < 0:
        message = f"{entry.name} lies outside what is stored"
        raise UnreadableArrays(message)
    steps = tuple(step * dtype.itemsize for step in strides)
    values = np.lib.stride_tricks.as_strided(held[entry.start :], entry.shape, steps).copy()
    return (values.astype("<u4") << 16).view("<f4") if entry.dtype == "bfloat16" else values


def numbers(name: str, dtype: np.dtype[Any]) -> None:
    """Insist on real numbers; UnreadableArrays where an array holds something else."""
    if dtype.kind not in NUMBERS:
        message = f"{name} holds {dtype}, not real numbers"
        raise UnreadableArrays(message)
