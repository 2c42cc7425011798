"""MNIST's files: a header of type and extents, then the values; labels in a file of their own beside the pictures."""

import gzip
import zlib
from collections.abc import Callable
from math import prod
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np

from netcalc.reference.tape.gate import Array
from netcalc.training.data.examples import Examples, examples, wrong_data
from netcalc.training.data.files.sizes import affordable

TYPES: Final = {0x08: "u1", 0x09: "i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
ZIPPED: Final = b"\x1f\x8b"
WHITE: Final = 255
PICTURES: Final = ("train-images-idx3-ubyte", "train-images.idx3-ubyte")
AXES: Final = 3  # a picture's rows and columns behind the number of pictures


def starts(begins: bytes) -> bool:
    """Say whether a file begins as such files do: two zeros, a type, the number of axes."""
    return begins[:2] == b"\0\0" and len(begins) == 4 and begins[2] in TYPES and 1 <= begins[3] <= 4


def named(path: Path) -> bool:
    """Say whether a packed file is called as such files are."""
    return "idx" in path.name or "ubyte" in path.name


def folder(path: Path) -> Examples | None:
    """Read the training pictures of a folder that has MNIST's files; None where there are none."""
    found = next((each for name in PICTURES for end in ("", ".gz") if (each := path / f"{name}{end}").is_file()), None)
    return read(found, None) if found else None


def read(path: Path, _label: str | None) -> Examples:
    """Read pictures, (N, 1, H, W), and their labels from the file beside them."""
    x = _array(path)
    if x.ndim < AXES:
        message = f"{path.name} holds {x.shape}, no pictures"
        raise wrong_data(message, "name the file of pictures (train-images-idx3-ubyte); labels are found beside it")
    y = _array(_labels(path))
    return examples(path.name, x.reshape(len(x), -1, *x.shape[-2:]), y, **({"top": WHITE} if x.dtype == "u1" else {}))


def _labels(path: Path) -> Path:
    """Find the labels that belong to pictures: called as they are, but for two words."""
    name = path.name.replace("images", "labels").replace("idx3", "idx1").removesuffix(".gz")
    for each in (name, f"{name}.gz"):
        beside = path.with_name(each)
        if beside != path and beside.is_file():
            return beside
    message = f"{path.name} has no labels beside it"
    raise wrong_data(message, f"put them there as {name}")


def _array(path: Path) -> Array:
    with path.open("rb") as file:
        packed = file.read(2) == ZIPPED
    opener: Callable[[Path], BinaryIO] = gzip.open if packed else open_plain  # type: ignore[assignment]  # bytes both
    try:
        with opener(path) as file:
            return _read(file, path.name)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        message = f"{path.name} is not a sound .gz file: {error}"
        raise wrong_data(message) from None


def open_plain(path: Path) -> BinaryIO:
    """Open a file that is not packed."""
    return path.open("rb")


def _read(file: BinaryIO, name: str) -> Array:
    """Read the header, hold it against what is there, then read that."""
    head = file.read(4)
    if not starts(head):
        message = f"{name} does not begin as MNIST's files do"
        raise wrong_data(message)
    dtype = np.dtype(TYPES[head[2]])
    extents = np.frombuffer(file.read(4 * head[3]), ">u4")
    shape = tuple(map(int, extents))
    size = prod(shape) * dtype.itemsize
    affordable(name, size)
    held = file.read(size + 1)
    if len(extents) < head[3] or len(held) != size:
        more = "more" if len(held) > size else f"{len(held):,}"
        message = f"{name}: its header announces {size:,} bytes, and there are {more}"
        raise wrong_data(message)
    return np.frombuffer(held, dtype).reshape(shape)
