"""Operators that move values about: mostly no layer is made of them, only another name given to the same axes."""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any, Final

from netcalc.models.tensors.program import Fixed, Held, Op, Shape
from netcalc.models.tensors.value import NORMED, WINDOWED, States, Value, renamed
from netcalc.models.tensors.values import unknown
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


def permute(walk: Walk, op: Op) -> None:
    """Turn the axes of a tensor: its layer stays as it is."""
    thing = walk.thing(op.reads[0])
    order = _turned(op, len(thing.shape))
    if sorted(order) != list(range(len(thing.shape))):
        return unknown(walk, op)
    shape = tuple(thing.shape[axis] for axis in order)
    if isinstance(thing, Held):
        return walk.make(op, thing._replace(shape=shape, turned=thing.turned != (order != sorted(order))))
    if isinstance(thing, Fixed):
        rows = _rows(thing) if order == [1, 0] else None
        turned = None if rows is None else tuple(number for column in zip(*rows, strict=True) for number in column)
        return walk.make(op, Fixed(shape, turned))
    value = walk.value(op.reads[0])
    places: dict[int, int | None] = {axis: place for place, axis in enumerate(order)}
    lead = places[value.lead] if value.lead is not None else None
    swapped = value.via.startswith("split ") and order[:3] == [0, 2, 1]
    via = value.via.replace("split", "shuffled") if swapped else "" if value.via.startswith("split") else value.via
    return walk.make(op, Value(value.number, shape, renamed(value.order, places), lead, via))


def _turned(op: Op, count: int) -> list[int]:
    """Give the axes in their new order: as listed, two of them swapped, some moved, else the last first."""
    if op.given.get("move") and count:
        sources, places = ([int(axis) % count for axis in each] for each in op.given["move"])
        rest = [axis for axis in range(count) if axis not in sources]
        moved = dict(zip(places, sources, strict=False))
        return [moved[place] if place in moved else rest.pop(0) for place in range(count)]
    if op.given.get("swap") and count:
        one, other = (int(axis) % count for axis in op.given["swap"])
        order = list(range(count))
        order[one], order[other] = other, one
        return order
    return [int(axis) % max(1, count) for axis in op.given.get("axes") or range(count)[::-1]]


def _rows(thing: Fixed) -> list[tuple[Any, ...]] | None:
    """Give the rows of a small table of numbers; None where they are not known."""
    if thing.numbers is None or len(thing.shape) != 2:
        return None
    wide = thing.shape[1]
    return [tuple(thing.numbers[at * wide : (at + 1) * wide]) for at in range(thing.shape[0])]


def expand(walk: Walk, op: Op) -> None:
    """Repeat values along axes."""
    thing, shape = walk.thing(op.reads[0]), walk.shape(op) or op.given.get("shape")
    if not isinstance(thing, Value):
        if isinstance(thing, Held) and shape is not None and prod(shape) == prod(thing.shape):
            return walk.make(op, thing._replace(shape=tuple(shape)))
        return walk.make(op, thing if isinstance(thing, Held) else Fixed(tuple(shape or thing.shape)))
    if shape is None or prod(shape) == prod(thing.shape):
        return walk.passed(op) if shape is None else walk.make(op, viewed(walk, op, thing, tuple(shape)))
    return walk.make(op, thing._replace(shape=tuple(shape), order=None, via=""))


def cut(  # noqa: PLR0913  which part of what, and where it goes
    walk: Walk, op: Op, place: int, name: str, edges: tuple[int, int, int], *, axis: int, drop: bool
) -> None:
    """Take a part of an axis: from start to before stop, every step-th; `drop` takes the axis away."""
    thing = walk.thing(name)
    start, stop, step = edges
    extent = max(0, -(-(stop - start) // step))
    whole = tuple(extent if each == axis else size for each, size in enumerate(thing.shape))
    shape = tuple(size for each, size in enumerate(whole) if not (drop and each == axis))
    if isinstance(thing, Fixed):
        kept = thing.numbers[start:stop:step] if thing.numbers is not None and len(thing.shape) == 1 else None
        return walk.make(op, Fixed(shape, kept), place)
    if isinstance(thing, Held) and (not thing.learned or (axis == 0 and len(thing.shape) <= 2)):
        part = f"{thing.key}[{start}:{stop}]" if edges != (0, thing.shape[axis], 1) else thing.key
        return walk.make(op, thing._replace(shape=shape, key=part), place)
    value = walk.value(name)
    axes: dict[int, int | None] = {each: each - (drop and each > axis) for each in range(len(value.shape))}
    if drop:
        axes[axis] = None
    lead = value.lead if value.lead is None or (value.lead == axis and drop) else axes[value.lead]
    if edges == (0, value.shape[axis], 1) or axis == value.lead:
        return walk.make(op, value._replace(shape=shape, order=renamed(value.order, axes), lead=lead), place)
    if value.order is None or axis not in value.order:
        return walk.make(op, Value(value.number, shape, None, lead), place)
    at = value.order.index(axis)
    fields: dict[str, Any] = {} if at == len(value.order) - 1 else {"axis": at}
    fields |= {"start": start, "stop": stop, **({"step": step} if step > 1 else {})}
    number = walk.draft.add("slice", fields, [value.number], op.path)
    return walk.make(op, Value(number, shape, renamed(value.order, axes), lead), place)


def select(walk: Walk, op: Op) -> None:
    """Take one of an axis, which is then gone."""
    thing = walk.thing(op.reads[0])
    axis, index = int(op.given.get("axis", 0)), int(op.given.get("index", 0))
    if not thing.shape:
        return walk.passed(op)
    axis %= len(thing.shape)
    index += thing.shape[axis] if index < 0 else 0
    if isinstance(thing, States) and axis == 0 and index < len(thing.each):
        return walk.make(op, thing.each[index])
    if isinstance(thing, Value) and thing.via == WINDOWED:  # one pixel of each window
        shape = (*thing.shape[:axis], *thing.shape[axis + 1 :])
        return walk.make(op, thing._replace(shape=shape, order=None))
    return cut(walk, op, 0, op.reads[0], (index, index + 1, 1), axis=axis, drop=True)


def slice_(walk: Walk, op: Op) -> None:
    """Take a part of one axis, or of several one after the other."""
    name = op.reads[0]
    parts = op.given.get("parts")
    if parts is None:
        return unknown(walk, op)
    first_read = walk.thing(name)
    rows = _rows(first_read) if isinstance(first_read, Fixed) else None
    if rows is not None and len(parts) == 1 and parts[0][0] in (0, -2) and parts[0][3] < 0:
        _, start, stop, step = parts[0]
        kept = rows[start : None if stop < -len(rows) else stop : step]  # from the last row back
        return walk.make(op, Fixed((len(kept), first_read.shape[1]), tuple(number for row in kept for number in row)))
    if any(step < 1 for *_, step in parts):  # turned round
        return walk.passed(op)
    for place, (each_axis, start, stop, step) in enumerate(parts, 1):
        thing = walk.thing(name)
        if not -len(thing.shape) <= each_axis < len(thing.shape):
            return unknown(walk, op)
        axis = each_axis % len(thing.shape)
        size = thing.shape[axis]
        first, last = (max(0, min(size, each + size if each < 0 else each)) for each in (start, stop))
        made = op.makes[0] if place == len(parts) else f"{op.makes[0]} of {place} axes"  # the file says the last shape
        cut(walk, op._replace(makes=(made,)), 0, name, (first, last, max(1, step)), axis=axis, drop=False)
        name = made
    return None if parts else walk.passed(op)


def split(walk: Walk, op: Op) -> None:
    """Take an axis apart; a part that nobody reads is no layer."""
    thing = walk.thing(op.reads[0])
    axis = int(op.given.get("axis", 0)) % max(1, len(thing.shape))
    drop = bool(op.given.get("drop"))
    sizes = _sizes(op, thing.shape[axis])
    if isinstance(thing, States) and axis == 0 and drop:
        for place, each in enumerate(thing.each):
            walk.make(op, each, place)
        return
    start = 0
    for place, size in enumerate(sizes[: len(op.makes)]):
        if op.makes[place] in walk.readers or op.makes[place] in walk.program.outputs:
            cut(walk, op, place, op.reads[0], (start, start + size, 1), axis=axis, drop=drop)
        start += size


def _sizes(op: Op, extent: int) -> Sequence[int]:
    """Say how large the parts are: as listed, of one size, or so many."""
    listed, size = op.given.get("sizes"), op.given.get("size")
    if listed:
        return list(listed)
    if op.given.get("drop"):
        return [1] * extent
    size = int(size or -(-extent // int(op.given.get("chunks") or len(op.makes))))
    return [min(size, extent - start) for start in range(0, extent, max(1, size))]


def index(walk: Walk, op: Op) -> None:
    """Look values up: rows of a table, one of an axis, or others, whose shape the file states."""
    asked = walk.env.get(op.reads[1]) if len(op.reads) > 1 else None
    thing = walk.thing(op.reads[0])
    axis = int(op.given.get("axis", 0))
    if isinstance(thing, Held) and len(thing.shape) == 2 and axis == 0 and asked is not None and thing.learned:
        from netcalc.models.tensors.weighed import embedding

        return embedding(walk, op)
    if isinstance(asked, Fixed) and asked.numbers is not None and asked.shape in ((), (1,)) and thing.shape:
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


def roll(walk: Walk, op: Op) -> None:
    """Move values round: they stand elsewhere, as many as before."""
    return walk.passed(op)


MOVES: Final[Mapping[str, Makes]] = {
    "view": view,
    "flatten": view,
    "unsqueeze": view,
    "squeeze": view,
    "permute": permute,
    "expand": expand,
    "select": select,
    "slice": slice_,
    "split": split,
    "index": index,
    "roll": roll,
}
