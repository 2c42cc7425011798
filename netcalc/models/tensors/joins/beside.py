"""Tensors put side by side along an axis, or along a new one."""

from collections.abc import Mapping, Sequence
from typing import Final

from netcalc.models.tensors.program import Fixed, Held, Op, Shape
from netcalc.models.tensors.unknown import unknown
from netcalc.models.tensors.value import Layout, Thing, Value
from netcalc.models.tensors.walk import Makes, Walk

GATES: Final = ("rnn", "lstm", "gru")


def concat(walk: Walk, op: Op) -> None:
    """Put tensors side by side along an axis."""
    things = [_plain(walk.thing(name)) for name in op.reads]
    axis = int(op.given.get("axis", 0)) % max(1, len(things[0].shape) if things else 1)
    if all(isinstance(each, Fixed) for each in things):
        numbers = [each.numbers if isinstance(each, Fixed) else None for each in things]
        joined = None if None in numbers else tuple(number for each in numbers for number in each or ())
        ranks = {len(each.shape) for each in things}
        flat = len(ranks) > 1 or ranks <= {0, 1}
        row = (sum(each.shape[0] if each.shape else 1 for each in things),)
        return walk.make(op, Fixed(row, joined) if flat else Fixed(_beside(things, axis)))
    if len(things) == 1:
        return walk.passed(op)
    whole = _of_arrays(walk, op, things, axis)
    if whole is not None:
        return walk.make(op, whole)
    if axis and any(isinstance(each, Value) and each.lead == 0 for each in things):
        _once(walk, op.reads)
    values = [walk.value(name) for name, each in zip(op.reads, things, strict=True) if not isinstance(each, Fixed)]
    shape = _beside(things, axis)
    orders = {each.order for each in values}
    reads = [each.number for each in values]
    if len(orders) == 1 and None not in orders and len(values) == len(things):
        order = values[0].order or ()
        if axis in order and len({len(walk.volume(each)) for each in values}) == 1:
            at = order.index(axis)
            fields = {} if at == len(order) - 1 else {"axis": at}
            number = walk.draft.add("concat", fields, reads, op.path)
            return walk.make(op, Value(number, shape, order, values[0].lead))
    if len(values) == len(things) and axis in (1, len(shape) - 1) and len(shape) > 1:
        layout: Layout = "first" if axis == 1 and len(shape) > 3 else "last"
        laid = [walk.at(name, layout, op.path) for name in op.reads]
        order = laid[0].order or ()
        if axis in order:
            at = order.index(axis)
            number = walk.draft.add("concat", {} if at == len(order) - 1 else {"axis": at},
                                    [each.number for each in laid], op.path)  # fmt: skip
            return walk.make(op, Value(number, shape, order, laid[0].lead))
    return walk.make(
        op,
        walk.stated(
            op, "tensors side by side", shape, list(dict.fromkeys(reads)), lead=_still(walk, values[0], axis, shape)
        ),
    )


def _once(walk: Walk, names: Sequence[str]) -> None:
    """Take arrays that an exporter wrote down once for each example as the one that was learned."""
    for name in names:
        held = walk.thing(name)
        if isinstance(held, Held) and len(held.shape) > 1 and held.shape[0] == walk.batch:
            walk.env[name] = held._replace(shape=(1, *held.shape[1:]))


def _plain(thing: Thing) -> Thing:
    """Take a short row under an exporter's name as the numbers that it has."""
    known = isinstance(thing, Held) and thing.computed and thing.numbers is not None
    return Fixed(thing.shape, thing.numbers) if isinstance(thing, Held) and known else thing


def _of_arrays(walk: Walk, op: Op, things: Sequence[Thing], axis: int) -> Held | None:
    """Put parts of arrays together, as exporters do with the gates of recurrent layers; None where it is no such."""
    parts = [each for each in things if isinstance(each, Held) and each.learned]
    if len(parts) < len(things) or not _for_gates(walk, op):
        return None
    named = [each for each in parts if not each.computed]
    if len(named) == 1:  # zeros are the biases that it has not
        return named[0]
    keys = list(dict.fromkeys(each.key.partition("[")[0] for each in parts))
    shape = tuple(sum(each.shape[axis] for each in parts) if place == axis else extent
                  for place, extent in enumerate(parts[0].shape))  # fmt: skip
    return Held("+".join(keys), shape)


def _for_gates(walk: Walk, op: Op) -> bool:
    """Say whether a recurrent layer alone reads what is made, which may get an axis more before."""
    readers = walk.readers.get(op.makes[0], [])
    if len(readers) != 1:
        return False
    return readers[0].word in GATES or (readers[0].word in ("concat", "unsqueeze") and _for_gates(walk, readers[0]))


def _beside(things: Sequence[Thing], axis: int) -> Shape:
    """Give the shape of tensors side by side along an axis."""
    return tuple(sum(each.shape[place] for each in things) if place == axis else extent
                 for place, extent in enumerate(things[0].shape))  # fmt: skip


def _still(walk: Walk, value: Value, axis: int, shape: Shape) -> int | None:
    """Say which axis is the batch behind tensors that stand side by side along one: that one no more."""
    if value.lead != axis or shape[axis] == walk.batch:
        return value.lead
    return next((place for place, extent in enumerate(shape[:-1]) if place != axis and extent == walk.batch), None)


def stack(walk: Walk, op: Op) -> None:
    """Put tensors side by side along a new axis."""
    values = [thing for name in op.reads if isinstance(thing := walk.thing(name), Value)]
    shape = walk.shape(op)
    if shape is None or not values:
        return unknown(walk, op)
    lead, axis = values[0].lead, int(op.given.get("axis", 0)) % len(shape)
    lead = lead if lead is None else lead + (axis <= lead)
    reads = list(dict.fromkeys(each.number for each in values))
    return walk.make(op, walk.stated(op, "tensors side by side", shape, reads, lead=lead))


BESIDE: Final[Mapping[str, Makes]] = {
    "concat": concat,
    "stack": stack,
}
