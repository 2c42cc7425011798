"""Reads the arrays of a PyTorch `state_dict` from .npz or .safetensors; never a pickle, which could run anything.

A file's headers are read first, and what they say is compared with what is wanted before any array is.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np

from netcalc.reference.net.archives import Archive, Shapes, UnreadableArrays, npz, numbers, safetensors
from netcalc.reference.tape.gate import Array

UNUSED: Final = "num_batches_tracked"
READERS: Final[dict[str, Callable[[BinaryIO], Archive]]] = {".npz": npz, ".safetensors": safetensors}


def read_arrays(path: str | Path, held: Mapping[str, Array] | None = None) -> dict[str, Array]:
    """Read the arrays of a file by name, those that are `held` or all; UnreadableArrays where it cannot be done.

    OSError where there is no file. Nothing is read of a file whose names or shapes are not those held.
    """
    path = Path(path)
    kind = path.suffix.lower()
    if kind not in READERS:
        message = f"{path.name}: save a state_dict as .safetensors or .npz; pickles (.pt, .pth) are not opened"
        raise UnreadableArrays(message)
    with path.open("rb") as file:
        try:
            archive = READERS[kind](file)
            if held is not None:
                compare(held, archive.shapes)
            return {name: archive.read(name) for name in (archive.shapes if held is None else held)}
        except UnreadableArrays:
            raise
        except Exception as error:  # noqa: BLE001  the parsers raise all sorts on what is not sound
            message = f"{path.name} is not a sound {kind[1:]} file: {error or type(error).__name__}"
            raise UnreadableArrays(message) from None


def at_hand(given: Mapping[str, Any], held: Mapping[str, Array]) -> dict[str, Array]:
    """Take arrays that are at hand, those that are held; UnreadableArrays where they do not fit."""
    arrays = {name: _array(name, value) for name, value in given.items()}
    compare(held, {name: array.shape for name, array in arrays.items()})
    for name in held:
        numbers(name, arrays[name].dtype)
    return {name: arrays[name] for name in held}


def compare(held: Mapping[str, Array], given: Shapes) -> None:
    """Raise UnreadableArrays where names and shapes are not those that are held; batchnorm's count is passed over."""
    shapes = [
        f"{name} is {given[name]}, not {array.shape}"
        for name, array in held.items()
        if name in given and given[name] != array.shape
    ]
    missing = [f"{name} is missing" for name in held if name not in given]
    foreign = [f"{name} belongs to no layer" for name in given if name not in held and not name.endswith(UNUSED)]
    if wrong := [*shapes, *missing, *foreign]:
        raise UnreadableArrays("; ".join(wrong))


def _array(name: str, value: Any) -> Array:
    try:
        return np.asarray(value)
    except Exception as error:  # noqa: BLE001  a foreign array converts itself
        message = f"{name} is no array: {error}"
        raise UnreadableArrays(message) from None
