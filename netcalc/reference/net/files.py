"""Reads the arrays of a PyTorch `state_dict` from .npz, .safetensors or .pth, whose pickle is walked and never run.

A file's headers are read first, and what they say is compared with what is wanted before any array is.
"""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np

from netcalc.reference.net.archives import (
    Archive,
    OtherArrays,
    Shapes,
    UnreadableArrays,
    checkpoint,
    npz,
    numbers,
    safetensors,
)
from netcalc.reference.tape.gate import Array

UNUSED: Final = "num_batches_tracked"
READERS: Final[dict[str, Callable[[BinaryIO], Archive]]] = {
    ".npz": npz, ".safetensors": safetensors, ".pth": checkpoint, ".pt": checkpoint
}  # fmt: skip


def read_arrays(
    path: str | Path, held: Mapping[str, Array] | None = None, passed: Collection[str] = ()
) -> dict[str, Array]:
    """Read the arrays of a file by name, those that are `held` or all; UnreadableArrays where it cannot be done.

    OSError where there is no file. Nothing is read of a file whose names or shapes are not those held; names that are
    `passed` over may stand in it.
    """
    path = Path(path)
    kind = path.suffix.lower()
    if kind not in READERS:
        message = f"{path.name}: save a state_dict as .safetensors, .pth or .npz"
        raise UnreadableArrays(message)
    with path.open("rb") as file:
        try:
            archive = READERS[kind](file)
            if held is None:
                return {name: archive.read(name) for name in archive.shapes}
            names = matched(held, {name: shape for name, shape in archive.shapes.items() if name not in passed})
            compare(held, {name: archive.shapes[theirs] for name, theirs in names.items()})
            return {name: _turned(archive.read(names[name]), held[name].shape) for name in held}
        except UnreadableArrays:
            raise
        except Exception as error:  # noqa: BLE001  the parsers raise all sorts on what is not sound
            message = f"{path.name} is not a sound {kind[1:]} file: {error or type(error).__name__}"
            raise UnreadableArrays(message) from None


def matched(held: Mapping[str, Array], given: Shapes) -> dict[str, str]:
    """Give for each name that is held a file's own: the same, else the one in its place, where all shapes agree."""
    counted = [name for name in given if not name.endswith(UNUSED)]
    direct = {name: _named(name, given) for name in held}
    known = {name: theirs for name, theirs in direct.items() if theirs is not None}
    in_order = [given[name] for name in counted] == [array.shape for array in held.values()]
    if len(known) * 2 < len(held) and in_order:
        return dict(zip(held, counted, strict=True))
    taken = set(known.values())
    return {**known, **{name: name for name in given if name not in taken}}


def _named(name: str, given: Shapes) -> str | None:
    """Find a name; an array that stands in no module has no `.weight` behind it there."""
    return next((each for each in (name, name.removesuffix(".weight")) if each in given), None)


def _turns(given: tuple[int, ...], held: tuple[int, ...]) -> bool:
    """Say whether an array is ours the other way round, but for axes of 1: (1, T, D) of positions is (D, T)."""
    large = [extent for extent in given if extent != 1]
    return len(given) > len(held) and large[::-1] == [extent for extent in held if extent != 1]


def _turned(values: Array, shape: tuple[int, ...]) -> Array:
    return values if values.shape == shape else values.squeeze().T.reshape(shape)


def at_hand(given: Mapping[str, Any], held: Mapping[str, Array]) -> dict[str, Array]:
    """Take arrays that are at hand, those that are held; UnreadableArrays where they do not fit."""
    arrays = {name: _array(name, value) for name, value in given.items()}
    compare(held, {name: array.shape for name, array in arrays.items()})
    for name in held:
        numbers(name, arrays[name].dtype)
    return {name: arrays[name] for name in held}


def compare(held: Mapping[str, Array], given: Shapes) -> None:
    """Raise OtherArrays where names and shapes are not those that are held; batchnorm's count is passed over."""
    shapes = [
        f"{name} is {given[name]}, not {array.shape}"
        for name, array in held.items()
        if name in given and given[name] != array.shape and not _turns(given[name], array.shape)
    ]
    missing = [f"{name} is missing" for name in held if name not in given]
    foreign = [f"{name} belongs to no layer" for name in given if name not in held and not name.endswith(UNUSED)]
    if wrong := [*shapes, *missing, *foreign]:
        raise OtherArrays("; ".join(wrong))


def _array(name: str, value: Any) -> Array:
    try:
        return np.asarray(value)
    except Exception as error:  # noqa: BLE001  a foreign array converts itself
        message = f"{name} is no array: {error}"
        raise UnreadableArrays(message) from None
