"""The arrays of a .pth or .pt file, from its pickle alone: names, shapes, types, and which of them are one array."""

from collections.abc import Iterator
from itertools import count, islice
from typing import Any, BinaryIO, Final

from netcalc.files.archive import Archive
from netcalc.files.array import MOST_ARRAYS, Array
from netcalc.files.damaged import Damaged
from netcalc.files.pickled import Called, Named, walked
from netcalc.files.rebuilt import array, is_array

OPTIMIZER: Final = {"state", "param_groups"}
COPIES: Final = ("ema", "optim", "sched", "scaler", "teacher", "swa", "loss", "rng")  # not the model's own arrays
HOLDERS: Final = ("state_dict", "model_state_dict", "model_state", "model", "net", "network", "module", "params")
SCRIPTED: Final = "__torch__"
DEEPEST: Final = 200
LONGEST: Final = 10_000  # of a name
MOST_STEPS: Final = 300_000  # what is held in two places is walked twice
HEADS: Final = 3  # pickles before the arrays in files from before PyTorch 1.6


def arrays(file: BinaryIO) -> tuple[Array, ...]:
    """List the arrays that a file holds for a model, an optimizer's left out; Damaged where it is not sound.

    Copies of the model, such as averages, are taken where there is nothing else.
    """
    beginning = file.read(2)
    file.seek(0)
    found, folder = _zipped(file) if beginning == b"PK" else (_older(file), "")
    return _listed(Contents(folder, COPIES), found) or _listed(Contents(folder, ()), found)


def _listed(contents: "Contents", found: Any) -> tuple[Array, ...]:
    listed = tuple(islice(contents.of(found, "", 0), MOST_ARRAYS + 1))
    if len(listed) > MOST_ARRAYS:
        message = f"has more arrays than netcalc looks at ({MOST_ARRAYS:,})"
        raise Damaged(message)
    return listed


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


class Contents:
    """What a pickle holds, gone through for arrays; what is called by some words is left out."""

    def __init__(self, folder: str, left_out: tuple[str, ...]) -> None:
        """Keep where the arrays' numbers are stored."""
        self.folder, self.left_out = folder, left_out
        self.steps = count()

    def of(self, held: Any, name: str, depth: int) -> Iterator[Array]:
        """Go through what a file holds: arrays, mappings, lists, modules."""
        if depth > DEEPEST or len(name) > LONGEST or next(self.steps) > MOST_STEPS:
            message = f"is nested deeper than {DEEPEST} levels, or holds more, or longer names, than netcalc reads"
            raise Damaged(message)
        if isinstance(held, Called):
            yield from self._called(held, name, depth)
        elif isinstance(held, dict):
            for key, value in self._wanted(held, depth):
                yield from self.of(value, _joined(name, key), depth + 1)
        elif isinstance(held, list | tuple) and not depth:
            for place, value in enumerate(held):
                yield from self.of(value, str(place), depth + 1)

    def _called(self, held: Called, name: str, depth: int) -> Iterator[Array]:
        """Go through what a call would make: an array, a module, a mapping of a class of its own."""
        found = array(held, name, self.folder)
        if found is not None:
            yield found
        elif isinstance(held.state, dict) and "_parameters" in held.state:
            yield from self._module(held.state, name, depth)
        elif isinstance(held.state, dict) and isinstance(held.what, Named) and held.what.module.startswith(SCRIPTED):
            for key, value in held.state.items():
                yield from self.of(value, _joined(name, str(key)), depth + 1)
        elif held.items:
            yield from self.of(held.items, name, depth + 1)

    def _wanted(self, held: dict[Any, Any], depth: int) -> Iterator[tuple[str, Any]]:
        """Leave out what an optimizer or a copy of the model holds; take a model's holder alone where there is one."""
        if held.keys() >= OPTIMIZER:
            return
        holder = next((key for key in HOLDERS if depth < 2 and self._holds(held.get(key), depth)), None)
        if holder is not None:
            yield "", held[holder]
            return
        named = [(_word(key), value) for key, value in held.items() if isinstance(key, str | int)]
        arrays_of = sum(is_array(value) for _, value in named)
        left_out = () if 2 * arrays_of > len(named) else self.left_out  # the state of a module, as it calls its parts
        yield from ((key, value) for key, value in named if not any(word in key.lower() for word in left_out))

    def _holds(self, held: object, depth: int) -> bool:
        """Say whether something holds a model's arrays, and is none itself."""
        inside = isinstance(held, dict | Called) and not is_array(held)
        return inside and next(self.of(held, "", depth + 1), None) is not None

    def _module(self, state: dict[str, Any], name: str, depth: int) -> Iterator[Array]:
        """Go through a whole pickled module: its parameters, its buffers, then the modules in it."""
        lists = (("_parameters", True), ("_buffers", False), ("_modules", None))
        for field, learned in lists:
            held = state.get(field)
            for key, value in held.items() if isinstance(held, dict) else ():
                found = self.of(value, _joined(name, str(key)), depth + 1)
                yield from (each if learned is None else each._replace(learned=learned) for each in found)


def _word(key: str | int) -> str:
    """Write a key, as far as it is a name or a place."""
    return key if isinstance(key, str) else str(key) if abs(key) < MOST_ARRAYS else "?"


def _joined(name: str, key: str) -> str:
    return f"{name}.{key}" if name and key else name or key
