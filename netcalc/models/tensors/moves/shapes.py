"""Tensors in another shape: the same axes where only extents of 1 come and go."""

from collections.abc import Mapping
from math import prod
from typing import Final

from netcalc.models.tensors.program import Fixed, Held, Op, Shape
from netcalc.models.tensors.unknown import unknown
from netcalc.models.tensors.value import NORMED, Value, renamed
from netcalc.models.tensors.walk import Makes, Walk


def view(walk: Walk, op: Op) -> None:
    """Give the values another shape: the same axes where only extents of 1 come and go."""
    thing = walk.thing(op.reads[0])
    shape = _wanted(walk, op, thing.shape)
    if shape is None:
        return unknown(walk, op)
    if isinstance(thing, Held):  # one that was repeated for each example stays what it is
        return walk.make(op, thing._replace(shape=shape) if prod(shape) == thing.size else thing)
    if isinstance(thing, Fixed):
        return walk.make(op, Fixed(shape, thing.numbers))
    value = walk.value(op.reads[0])
    if prod(shape) != prod(value.shape):
        return walk.make(op, value._replace(shape=shape, order=None, via=""))
    return walk.make(op, viewed(walk, op, value, shape))


def viewed(walk: Walk, op: Op, value: Value, shape: Shape) -> Value:
    """Give a tensor another shape of as many values."""
    lead = _lead(value, shape, walk.batch)
    came = [axis for axis, extent in enumerate(value.shape) if axis != value.lead and extent != 1]
    made = [axis for axis, extent in enumerate(shape) if axis != lead and extent != 1]
    if [value.shape[axis] for axis in came] == [shape[axis] for axis in made]:
        axes: dict[int, int | None] = dict(zip(came, made, strict=True))
        return value._replace(shape=shape, order=renamed(value.order, axes), lead=lead)
    if len(made) <= 1 and value.order is not None and lead is not None:
        number = walk.draft.add("flatten", {}, [value.number], op.path)
        return Value(number, shape, (made[0] if made else None,), lead)
    shuffled = _shuffled(walk, op, value, shape)
    via = NORMED if value.via == NORMED else _split(value, shape)
    return shuffled or value._replace(shape=shape, order=None, lead=lead, via=via)


def _split(value: Value, shape: Shape) -> str:
    """Remember that the depth of a map was split into groups, to tell a shuffle by."""
    if value.order is None or len(shape) != len(value.shape) + 1 or len(shape) < 4 or shape[3:] != value.shape[2:]:
        return ""
    deep = len(value.order) > 1 and value.order[-1] == 1
    return f"split {shape[1]}" if deep and shape[1] * shape[2] == value.shape[1] else ""


def _shuffled(walk: Walk, op: Op, value: Value, shape: Shape) -> Value | None:
    """Make a shuffle of channels of a depth that was split, turned and is one again."""
    if not value.via.startswith("shuffled "):
        return None
    volume = walk.volume(value)
    if len(shape) != len(value.shape) - 1 or shape[1] != volume.depth or shape[2:] != tuple(reversed(volume.spatial)):
        return None
    number = walk.draft.add("channel_shuffle", {"groups": int(value.via.split()[1])}, [value.number], op.path)
    return Value(number, shape, (*range(len(shape) - 1, 1, -1), 1), 0)


def _lead(value: Value, shape: Shape, batch: int) -> int | None:
    """Say which axis of the new shape is the batch."""
    if value.lead is not None and value.lead < len(shape) and shape[value.lead] == value.shape[value.lead] == batch:
        return value.lead
    return 0 if shape[:1] == (batch,) and len(shape) > 1 and value.lead is not None else None


def _wanted(walk: Walk, op: Op, came: Shape) -> Shape | None:
    """Give the shape that is asked for: what the file states, else what the operator says."""
    asked = op.given.get("shape")
    if asked is None:
        return walk.shape(op) or None
    made = [came[place] if extent == 0 and not op.given.get("zeros") and place < len(came) else extent
            for place, extent in enumerate(asked)]  # fmt: skip
    known = prod(extent for extent in made if extent != -1)
    whole = tuple(prod(came) // max(known, 1) if extent == -1 else extent for extent in made)
    return whole if all(extent >= 0 for extent in whole) else None


def expand(walk: Walk, op: Op) -> None:
    """Repeat values along axes."""
    thing, shape = walk.thing(op.reads[0]), walk.shape(op) or op.given.get("shape")
    if not isinstance(thing, Value):
        if isinstance(thing, Held) and shape is not None and prod(shape) == prod(thing.shape):
            return walk.make(op, thing._replace(shape=tuple(shape)))
        return walk.make(op, thing if isinstance(thing, Held) else Fixed(tuple(shape or thing.shape)))
    if shape is None or prod(shape) == prod(thing.shape):
        return walk.passed(op) if shape is None else walk.make(op, viewed(walk, op, thing, tuple(shape)))
    if _spread(walk, op, tuple(shape)):
        return walk.make(op, thing)
    return walk.make(op, thing._replace(shape=tuple(shape), order=None, via=""))


def _spread(walk: Walk, op: Op, shape: Shape) -> bool:
    """Say whether only products with a whole map read what is repeated: they spread it by themselves."""
    (name,) = op.makes[:1]
    readers = walk.readers.get(name, ())
    others = [walk.env.get(other) for reader in readers for other in reader.reads if other != name]
    whole = bool(others) and all(isinstance(other, Value) and other.shape == shape for other in others)
    return whole and all(reader.word == "multiply" for reader in readers) and name not in walk.program.outputs


SHAPES: Final[Mapping[str, Makes]] = {
    "view": view,
    "flatten": view,
    "unsqueeze": view,
    "squeeze": view,
    "expand": expand,
}
