"""The arrays of a .npz file, from the headers of its members alone: names, types, shapes."""

import ast
import re
from typing import BinaryIO, Final

from netcalc.files.archive import Archive
from netcalc.files.array import MOST_ARRAYS, Array, shape_of
from netcalc.files.damaged import Damaged

ENDING: Final = ".npy"
MAGIC: Final = b"\x93NUMPY"
LONGEST: Final = 1 << 16  # of a header
TYPES: Final = {"f": "float", "i": "int", "u": "uint", "b": "bool", "c": "complex"}
SIZED: Final = re.compile(r".[a-z]([0-9]{1,3})")  # the bytes of a number


def arrays(file: BinaryIO) -> tuple[Array, ...]:
    """List the arrays of a zip file of .npy files; Damaged where one is not sound."""
    archive = Archive(file)
    names = [name for name in archive.names if name.endswith(ENDING)]
    if len(names) > MOST_ARRAYS:
        message = f"has more arrays than netcalc looks at ({MOST_ARRAYS:,})"
        raise Damaged(message)
    return tuple(_array(archive.beginning(name, LONGEST), name.removesuffix(ENDING), name) for name in names)


def _array(data: bytes, name: str, member: str) -> Array:
    """Read the header of a .npy file: a magic word, a version, a length, a literal."""
    wide = 2 if data[6:7] == b"\x01" else 4
    start = 8 + wide
    text = data[start : start + int.from_bytes(data[8:start], "little")]
    try:
        header = ast.literal_eval(text.decode("utf-8")) if data.startswith(MAGIC) else None
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        header = None
    if not isinstance(header, dict) or "shape" not in header:
        message = f"has no sound array at {member[:80]}"
        raise Damaged(message)
    return Array(name, named(str(header.get("descr", ""))), shape_of(name, header["shape"]), member)


def named(written: str) -> str:
    """Name a type in PyTorch's words: `<f4` is float32.

    >>> named("<f4"), named("|b1")
    ('float32', 'bool')
    """
    found = SIZED.fullmatch(written)
    word = TYPES.get(written[1:2], "unknown")
    return f"{word}{8 * int(found[1])}" if found and word not in ("bool", "unknown") else word
