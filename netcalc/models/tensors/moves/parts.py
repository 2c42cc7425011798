"""Parts of an axis: one of it, some in a row, all of them apart."""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any, Final

from netcalc.models.tensors.moves.turned import rows_of
from netcalc.models.tensors.program import Fixed, Held, Op
from netcalc.models.tensors.unknown import unknown
from netcalc.models.tensors.value import WINDOWED, States, Value, renamed
from netcalc.models.tensors.walk import Makes, Walk


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
    alone = value.lead is not None or walk.batch == 1
    if value.order is None and alone and prod(value.shape) == walk.volume(value).values * walk.batch:
        value = walk.at(name, "first" if len(value.shape) > 3 else "last", op.path)
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
    rows = rows_of(first_read) if isinstance(first_read, Fixed) else None
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


PARTS: Final[Mapping[str, Makes]] = {
    "select": select,
    "slice": slice_,
    "split": split,
}
