"""The arrays that the calls in a pickle would make: PyTorch's, NumPy's, by what they are called with."""

from typing import Any, Final

from netcalc.files.array import MOST_EXTENT, Array, shape_of
from netcalc.files.npz import named
from netcalc.files.pickled import Called, Named, Stored

REBUILD: Final = "_rebuild_"
PACKED: Final = "_rebuild_sparse"
NUMPYS: Final = ("_reconstruct", "_frombuffer")
WORDS: Final = {
    "Double": "float64", "Float": "float32", "Half": "float16", "BFloat16": "bfloat16", "Long": "int64",
    "Int": "int32", "Short": "int16", "Char": "int8", "Byte": "uint8", "Bool": "bool",
}  # fmt: skip


def is_array(held: object) -> bool:
    """Say whether a call would make an array."""
    return isinstance(held, Called) and isinstance(held.what, Named) and (
        held.what.name.startswith(REBUILD) or held.what.name in NUMPYS
    )  # fmt: skip


def array(held: Called, name: str, folder: str) -> Array | None:
    """Read the call that would make an array; None where it would make something else."""
    if not is_array(held) or not isinstance(held.given, tuple) or not held.given:
        return None
    if held.what.name in NUMPYS:
        return _numpys(held, name)
    if held.what.name.startswith(PACKED):
        return _packed(held, name, folder)
    if held.what.name.startswith("_rebuild_parameter") and isinstance(held.given[0], Called):
        made = array(held.given[0], name, folder)
        return made and made._replace(learned=True)
    if held.what.name.startswith("_rebuild_from_type") and len(held.given) > 2:
        return array(Called(held.given[0], held.given[2]), name, folder)
    return _stored(held, name, folder)


def _stored(held: Called, name: str, folder: str) -> Array | None:
    """Read a view of numbers that are stored beside the pickle."""
    if len(held.given) < 4 or not isinstance(held.given[0], Stored):
        return None
    stored, start, extents, strides = held.given[:4]
    about = stored.about if isinstance(stored.about, tuple) and len(stored.about) > 2 else ("", "", "")
    shape = shape_of(name, extents)
    offset = start if type(start) is int and 0 <= start <= MOST_EXTENT else 0
    steps = strides if isinstance(strides, tuple) and all(type(step) is int for step in strides) else None
    key = about[2] if isinstance(about[2], str) else ""
    same = f"{key}:{offset}:{shape}" if key else ""
    return Array(name, _dtype(about[1], held), shape, f"{folder}data/{key}", offset, same, strides=steps)


def _packed(held: Called, name: str, folder: str) -> Array | None:
    """Read an array of which only some numbers are stored: its shape is that of all."""
    parts = held.given[1] if len(held.given) > 1 and isinstance(held.given[1], tuple) else ()
    inner = [_stored(part, name, folder) for part in parts if is_array(part) and isinstance(part.given, tuple)]
    values = next((each for each in reversed(inner) if each is not None), None)
    shapes = [part for part in parts if isinstance(part, Called) and part.what == Named("torch", "Size")]
    extents = shapes[0].given[0] if shapes and isinstance(shapes[0].given, tuple) and shapes[0].given else None
    if values is None or extents is None:
        return None
    return Array(name, values.dtype, shape_of(name, extents))


def _numpys(held: Called, name: str) -> Array | None:
    """Read an array of NumPy, whose numbers lie in the pickle: the type and the shape stand beside them."""
    state = held.state if held.what.name == "_reconstruct" else held.given
    if not isinstance(state, tuple) or len(state) < 4:
        return None
    shape, dtype = (state[1], state[2]) if held.what.name == "_reconstruct" else (state[2], state[1])
    written = dtype.given[0] if isinstance(dtype, Called) and isinstance(dtype.given, tuple) and dtype.given else ""
    return Array(name, named(f"<{written if isinstance(written, str) else ''}"), shape_of(name, shape))


def _dtype(storage: Any, held: Called) -> str:
    """Name the type of an array's numbers: that of its storage, unless the call says another."""
    said = next((each for each in held.given[4:] if isinstance(each, Named) and each.module == "torch"), None)
    if said is not None:
        return said.name
    word = storage.name.removesuffix("Storage") if isinstance(storage, Named) else ""
    return WORDS.get(word, word.lower() or "unknown")
