"""A learned factor with a shift behind it: one layer of both; behind a pool of the same module a pool that learns."""

from typing import Any

from netcalc.models.entry import Entry, Path
from netcalc.models.tensors.program import Held, Op
from netcalc.models.tensors.value import Value
from netcalc.models.tensors.walk import Walk


def shifts(walk: Walk, name: str, held: Held) -> bool:
    """Say whether an array is added to what a factor a channel made just now, and nobody else reads that."""
    thing, last = walk.env.get(name), len(walk.draft.entries) - 1
    if not isinstance(thing, Value) or thing.number != last or last < 0:
        return False
    alone = len(walk.readers.get(name, ())) == 1 and name not in walk.program.outputs
    entry = walk.draft.entries[last]
    plain = entry.kind == "scale" and entry.lent is None and "bias" not in entry.fields
    return alone and plain and held.key not in walk.draft.owners and held.size == walk.volume(thing).depth


def shifted(walk: Walk, op: Op, shift: Held) -> int:
    """Put a factor and its shift into one layer, and the pool that stands with them in their module."""
    (factor,) = (Held(str(key), shift.shape) for key in walk.draft.held_by(len(walk.draft.entries) - 1))
    scale = walk.draft.withdrawn()
    pool = walk.draft.entries[-1] if walk.draft.entries else None
    number = len(walk.draft.entries) - 1
    if pool is not None and scale.reads == (number,) and _one_module(pool, scale.path, factor, shift) and _once(walk):
        walk.draft.withdrawn()
        fields: dict[str, Any] = {**pool.fields, "trainable": True}
        return walk.add("pool", fields, pool.reads, op._replace(path=pool.path), factor, shift)
    return walk.add("scale", {"bias": True}, scale.reads, op._replace(path=scale.path), factor, shift)


def _one_module(pool: Entry, path: Path, *held: Held) -> bool:
    """Say whether a pool stands in the module whose own these arrays are (LeNet-5's subsampling)."""
    module = ".".join(path)
    return pool.kind == "pool" and pool.path == path and all(each.key.rpartition(".")[0] == module for each in held)


def _once(walk: Walk) -> bool:
    """Say whether one operator alone reads what the last layer makes."""
    number = len(walk.draft.entries) - 1
    names = [name for name, thing in walk.env.items() if isinstance(thing, Value) and thing.number == number]
    readers = [op for name in names for op in walk.readers.get(name, ())]
    return len(readers) == 1 and not set(names) & set(walk.program.outputs)
