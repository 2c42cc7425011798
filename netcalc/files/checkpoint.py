"""The arrays of a .pth or .pt file, from its pickle alone: names, shapes, types, and which of them are one array."""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from netcalc.files.archive import Archive
from netcalc.files.array import MOST_ARRAYS, Array, shape_of
from netcalc.files.damaged import Damaged
from netcalc.files.pickled import Called, Named, Stored, walked

REBUILD: Final = "_rebuild_"
OPTIMIZER: Final = {"state", "param_groups"}
COPIES: Final = ("ema", "optim", "sched", "scaler", "teacher", "swa", "loss")  # not the model's own arrays
HOLDERS: Final = ("state_dict", "model_state_dict", "model_state", "model", "net", "network", "module", "params")
DEEPEST: Final = 200
HEADS: Final = 3  # pickles before the arrays in files from before PyTorch 1.6
WORDS: Final = {
    "Double": "float64", "Float": "float32", "Half": "float16", "BFloat16": "bfloat16", "Long": "int64",
    "Int": "int32", "Short": "int16", "Char": "int8", "Byte": "uint8", "Bool": "bool",
}  # fmt: skip


def arrays(file: BinaryIO) -> tuple[Array, ...]:
    """List the arrays that a file holds for a model, an optimizer's left out; Damaged where it is not sound."""
    beginning = file.read(2)
    file.seek(0)
    found, folder = _zipped(file) if beginning == b"PK" else (_older(file), "")
    listed: list[Array] = []
    for array in _arrays(found, "", folder, 0):
        listed.append(array)
        if len(listed) > MOST_ARRAYS:
            message = f"has more arrays than netcalc looks at ({MOST_ARRAYS:,})"
            raise Damaged(message)
    return tuple(listed)


def _zipped(file: BinaryIO) -> tuple[Any, str]:
    archive = Archive(file)
    name = archive.find("data.pkl")
    if name is None:
        message = "is a zip archive without `data.pkl`: no arrays of PyTorch"
        raise Damaged(message)
    return walked(archive.read(name)), name.removesuffix("data.pkl")


def _older(file: BinaryIO) -> Any:
    """Walk the pickles of a file from before PyTorch 1.6: three of them are about the file itself."""
    first = walked(file)
    if isinstance(first, int):
        for _ in range(HEADS - 1):
            walked(file)
        return walked(file)
    return first


def _arrays(held: Any, name: str, folder: str, depth: int) -> Iterator[Array]:
    """Go through what a file holds: arrays, mappings, modules."""
    if depth > DEEPEST:
        message = f"is nested deeper than {DEEPEST} levels"
        raise Damaged(message)
    if isinstance(held, Called):
        array = _array(held, name, folder)
        if array is not None:
            yield array
        elif isinstance(held.state, dict) and "_parameters" in held.state:
            yield from _module(held.state, name, folder, depth)
        elif held.items:
            yield from _arrays(held.items, name, folder, depth + 1)
    elif isinstance(held, dict):
        for key, value in _wanted(held, depth):
            inner = key if not name else f"{name}.{key}"
            yield from _arrays(value, inner, folder, depth + 1)


def _wanted(held: dict[Any, Any], depth: int) -> Iterator[tuple[str, Any]]:
    """Leave out what an optimizer or a copy of the model holds; take a model's holder alone where there is one."""
    if held.keys() >= OPTIMIZER:
        return
    named = [(key, value) for key, value in held.items() if isinstance(key, str)]
    if any(isinstance(value, Called) and _is_array(value) for _, value in named):
        yield from named
        return
    holder = next((key for key in HOLDERS if isinstance(held.get(key), dict | Called)), None)
    if holder is not None and depth < 2:
        yield "", held[holder]
        return
    yield from ((key, value) for key, value in named if not any(word in key.lower() for word in COPIES))


def _module(state: dict[str, Any], name: str, folder: str, depth: int) -> Iterator[Array]:
    """Go through a whole pickled module: its parameters, its buffers, then the modules in it."""
    lists = (("_parameters", True), ("_buffers", False), ("_modules", None))
    for field, learned in lists:
        held = state.get(field)
        for key, value in held.items() if isinstance(held, dict) else ():
            inner = str(key) if not name else f"{name}.{key}"
            found = _arrays(value, inner, folder, depth + 1)
            yield from (array if learned is None else array._replace(learned=learned) for array in found)


def _is_array(held: Called) -> bool:
    return isinstance(held.what, Named) and held.what.name.startswith(REBUILD)


def _array(held: Called, name: str, folder: str) -> Array | None:
    """Read the call that would make an array; None where it would make something else."""
    if not _is_array(held) or not isinstance(held.given, tuple) or not held.given:
        return None
    if held.what.name.startswith("_rebuild_parameter") and isinstance(held.given[0], Called):
        made = _array(held.given[0], name, folder)
        return made and made._replace(learned=True)
    if held.what.name.startswith("_rebuild_from_type") and len(held.given) > 2:
        return _array(Called(held.given[0], held.given[2]), name, folder)
    if len(held.given) < 4 or not isinstance(held.given[0], Stored):
        return None
    stored, start, extents, strides = held.given[:4]
    about = stored.about if isinstance(stored.about, tuple) and len(stored.about) > 2 else ("", "", "")
    shape = shape_of(name, extents)
    offset = start if type(start) is int else 0
    steps = strides if isinstance(strides, tuple) and all(type(step) is int for step in strides) else None
    key = str(about[2])
    return Array(name, _dtype(about[1], held), shape, f"{folder}data/{key}", offset, f"{key}:{offset}:{shape}",
                 strides=steps)  # fmt: skip


def _dtype(storage: Any, held: Called) -> str:
    """Name the type of an array's numbers: that of its storage, unless the call says another."""
    said = next((each for each in held.given[4:] if isinstance(each, Named) and each.module == "torch"), None)
    if said is not None:
        return said.name
    word = storage.name.removesuffix("Storage") if isinstance(storage, Named) else ""
    return WORDS.get(word, word.lower() or "unknown")
