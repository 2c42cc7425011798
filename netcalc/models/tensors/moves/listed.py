"""Values looked up by their numbers along an axis: rows of a table, one of an axis, some of it."""

from collections.abc import Mapping
from math import prod
from typing import Final

from netcalc.models.tensors.moves.parts import cut, select
from netcalc.models.tensors.program import Fixed, Held, Op, Shape
from netcalc.models.tensors.unknown import unknown
from netcalc.models.tensors.value import Value
from netcalc.models.tensors.walk import Makes, Walk
from netcalc.models.tensors.weighed.tables import embedding


def index(walk: Walk, op: Op) -> None:
    """Look values up: rows of a table, one of an axis, or others, whose shape the file states."""
    asked = walk.env.get(op.reads[1]) if len(op.reads) > 1 else None
    thing = walk.thing(op.reads[0])
    axis = int(op.given.get("axis", 0))
    alone = op.given.get("alone")
    if alone is not None and isinstance(thing, Value) and _numbers(walk.env.get(op.reads[1 + alone])):
        return _gathered(walk, op._replace(reads=(op.reads[0], op.reads[1 + alone])), alone)
    if isinstance(thing, Held) and len(thing.shape) == 2 and axis == 0 and asked is not None and thing.learned:
        return embedding(walk, op)
    if (
        isinstance(asked, Fixed)
        and asked.numbers is not None
        and asked.shape in ((), (1,))
        and -len(thing.shape) <= axis
    ):
        one = op._replace(given={**op.given, "axis": axis, "index": asked.numbers[0]})
        return select(walk, one) if asked.shape == () else _one_kept(walk, one)
    shape = walk.shape(op) or op.given.get("shape")
    if op.name == "Gather" and isinstance(thing, Value):
        return _gathered(walk, op, axis)
    if shape is None:
        return unknown(walk, op)
    if isinstance(thing, Held):
        return walk.make(
            op, thing._replace(shape=tuple(shape)) if prod(shape) == thing.size else _looked(walk, op, thing, shape)
        )
    if isinstance(thing, Fixed):
        return walk.make(op, Fixed(tuple(shape)))
    return walk.make(op, Value(thing.number if isinstance(thing, Value) else walk.value(op.reads[0]).number,
                               tuple(shape), None, 0))  # fmt: skip


def _looked(walk: Walk, op: Op, held: Held, shape: Shape) -> Value:
    """Add an array whose values are looked up, some of them often."""
    number = walk.add("learned", {"shape": str(held.size)}, (), op, held)
    return Value(number, tuple(shape), None, None)


def _numbers(asked: object) -> bool:
    """Say whether it is a list whose numbers are known."""
    return isinstance(asked, Fixed) and asked.numbers is not None and len(asked.shape) == 1


def _gathered(walk: Walk, op: Op, axis: int) -> None:
    """Take some of an axis: evenly, which is a slice, or as they are listed."""
    thing, asked = walk.value(op.reads[0]), walk.thing(op.reads[1])
    axis %= max(1, len(thing.shape))
    listed = asked.numbers if isinstance(asked, Fixed) else None
    stated = walk.shape(op)
    if not isinstance(asked, Value) and listed is None and stated is None:
        return unknown(walk, op)
    if listed and len(asked.shape) == 1 and len(thing.shape) > axis:
        found = [int(each) % max(1, thing.shape[axis]) for each in listed]
        step = found[1] - found[0] if len(found) > 1 else 1
        if step > 0 and found == list(range(found[0], found[-1] + 1, step)):
            return cut(walk, op, 0, op.reads[0], (found[0], found[-1] + 1, step), axis=axis, drop=False)
    shape = stated or (*thing.shape[:axis], *asked.shape, *thing.shape[axis + 1 :])
    lead = thing.lead if thing.lead is None or thing.lead < axis else None
    reads = [thing.number, *([asked.number] if isinstance(asked, Value) else [])]
    return walk.make(op, walk.stated(op, "values looked up", shape, list(dict.fromkeys(reads)), lead=lead))


def _one_kept(walk: Walk, op: Op) -> None:
    """Take one of an axis, which stays with an extent of 1."""
    shape = walk.thing(op.reads[0]).shape
    axis = op.given["axis"] % len(shape)
    start = int(op.given["index"]) % max(1, shape[axis])
    return cut(walk, op, 0, op.reads[0], (start, start + 1, 1), axis=axis, drop=False)


LISTED: Final[Mapping[str, Makes]] = {"index": index}
