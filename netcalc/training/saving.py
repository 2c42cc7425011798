"""Trained arrays in a file, under PyTorch's names, and beside them what the inputs were scaled by."""

import json
import zipfile
from pathlib import Path
from typing import Any, Final

import numpy as np

from netcalc.reference import ReferenceNet
from netcalc.reference.net.archives import TYPES
from netcalc.reference.tape.gate import Array
from netcalc.training.data.scaling import Scale

SCALE: Final = "netcalc.scale"
WRITTEN: Final = {np.dtype(form): name for name, form in TYPES.items() if name in ("F64", "F32")}
ENDINGS: Final = (".npz", ".safetensors")
LONGEST_COMMENT: Final = 1 << 16  # bytes: what a zip allows
LONGEST: Final = 1 << 24  # bytes of what stands beside the arrays


def save(net: ReferenceNet, path: str | Path, scale: Scale | None) -> None:
    """Write a net's arrays; ValueError where the name says in no form that is written here."""
    path = Path(path)
    if path.suffix.lower() not in ENDINGS:
        message = f"{path.name}: arrays are saved as .npz or .safetensors"
        raise ValueError(message)
    arrays = {name: np.ascontiguousarray(array) for name, array in {**net.params, **net.buffers}.items()}
    beside = json.dumps({"shift": scale.shift, "factor": scale.factor} if scale else None)
    (_npz if path.suffix.lower() == ".npz" else _safetensors)(path, arrays, beside)


def saved_scale(path: str | Path) -> tuple[bool, Scale | None]:
    """Say whether a file tells what inputs are scaled by, and what it tells."""
    path = Path(path)
    try:
        text = _comment(path) if path.suffix.lower() == ".npz" else _metadata(path)
        held = json.loads(text)
        return True, None if held is None else Scale(*(tuple(map(float, held[name])) for name in Scale._fields))
    except (OSError, ValueError, TypeError, KeyError, zipfile.BadZipFile):
        return False, None


def _npz(path: Path, arrays: dict[str, Array], beside: str) -> None:
    """Write a zip of arrays, as NumPy does."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                np.lib.format.write_array(member, array, allow_pickle=False)
        archive.comment = _short(beside)


def _short(beside: str) -> bytes:
    """Give what stands beside the arrays, as a zip's comment; ValueError where it is too long for one."""
    text = json.dumps({SCALE: beside}).encode()
    if len(text) < LONGEST_COMMENT:
        return text
    message = "what so many inputs are scaled by has no room in a .npz: save it as .safetensors"
    raise ValueError(message)


def _comment(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return str(json.loads(archive.comment)[SCALE])


def _safetensors(path: Path, arrays: dict[str, Array], beside: str) -> None:
    """Write the header's length, the header, the arrays one after the other."""
    header: dict[str, Any] = {"__metadata__": {SCALE: beside}}
    at = 0
    for name, array in arrays.items():
        header[name] = {"dtype": WRITTEN[array.dtype], "shape": array.shape, "data_offsets": [at, at + array.nbytes]}
        at += array.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with path.open("wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for array in arrays.values():
            file.write(array.tobytes())


def _metadata(path: Path) -> str:
    with path.open("rb") as file:
        length = min(int.from_bytes(file.read(8), "little"), LONGEST)
        return str(json.loads(file.read(length))["__metadata__"][SCALE])
