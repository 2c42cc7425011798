"""Operators that join tensors value by value or along an axis, and those that make one value of several."""

from collections.abc import Mapping, Sequence
from typing import Final

from netcalc.models.tensors.lookups.places import averaged, pooled
from netcalc.models.tensors.moves import viewed
from netcalc.models.tensors.patterns.halves import halves
from netcalc.models.tensors.program import Fixed, Held, Op, Shape
from netcalc.models.tensors.scaled import shifted, shifts
from netcalc.models.tensors.value import NORMED, WINDOWED, Layout, Thing, Value, renamed
from netcalc.models.tensors.values import unknown
from netcalc.models.tensors.walk import Makes, Walk
from netcalc.volume import Volume

PREPARES: Final = ("subtract", "divide")
DIVIDES: Final = ("divide", "modulo")
GATED: Final = {"sigmoid": "silu", "hard_sigmoid": "hard_swish"}  # x times this of x
GATES: Final = ("rnn", "lstm", "gru")
MEANS: Final = {"mean": "mean", "amax": "max", "max": "max", "sum": "sum", "l2": "l2"}


def join(walk: Walk, op: Op) -> None:
    """Add, subtract, multiply or divide: with a constant nothing is made; with an array that array is a layer."""
    things = [walk.thing(name) for name in op.reads[:2]]
    if len(things) < 2:
        return walk.passed(op)
    one, other = things
    if isinstance(one, Fixed) and isinstance(other, Fixed):
        return walk.make(op, Fixed(_stretched(one.shape, other.shape)))
    for thing, name in ((one, op.reads[1]), (other, op.reads[0])):
        shared = walk.thing(name)
        if isinstance(shared, Value) and not isinstance(thing, Value) and averaged(walk, op, shared):
            return None
        if isinstance(thing, Fixed) or (isinstance(thing, Held) and not _weighs(walk, op, thing, name)):
            return walk.passed(op._replace(reads=(name,)))
    if isinstance(other, Held):
        return _with_array(walk, op, op.reads[0], other)
    if isinstance(one, Held):
        return _with_array(walk, op, op.reads[1], one)
    return _of_values(walk, op)


def _weighs(walk: Walk, op: Op, held: Held, name: str) -> bool:
    """Say whether an array is one that is learned: under an exporter's name, where it is a norm's, one a channel."""
    other = walk.thing(name)
    if op.word in PREPARES and isinstance(other, Value) and other.number < 0:  # a mean or deviation of pixels
        return False
    a_norms = isinstance(other, Value) and other.via == NORMED and held.shape == (other.shape[1], 1, 1)
    return held.learned and (not held.computed or a_norms)


def _stretched(one: Shape, other: Shape) -> Shape:
    longer = max(len(one), len(other))
    pairs = zip(*((1,) * (longer - len(each)) + each for each in (one, other)), strict=True)
    return tuple(map(max, pairs))


def _with_array(walk: Walk, op: Op, name: str, held: Held) -> None:
    """Join what flows with an array that is learned: stretched to it, along the axes that it has."""
    value = walk.value(name)
    if len(held.shape) > len(value.shape):
        value = viewed(walk, op, value, (1,) * (len(held.shape) - len(value.shape)) + value.shape)
    shape = (1,) * (len(value.shape) - len(held.shape)) + held.shape
    made = _stretched(value.shape, held.shape)
    if value.order is None or made != value.shape:
        layout: Layout = "first" if len(value.shape) > 3 else "last"
        value = walk.at(name, layout, op.path)._replace(via=value.via)
    extents = [1 if axis is None or axis >= len(shape) else shape[axis] for axis in value.order or ()]
    volume = walk.volume(value)
    if op.word == "multiply" and set(extents[:-1]) <= {1} and extents[-1] == volume.depth == held.size:
        number = walk.add("scale", {}, [value.number], op, held)
        return walk.make(op, value._replace(number=number, via=value.via if value.via == NORMED else ""))
    if op.word == "add" and extents[-1] == held.size and shifts(walk, name, held):
        return walk.make(op, value._replace(number=shifted(walk, op, held), via=""))
    flat = Volume((extents[-1],)) if set(extents[:-1]) <= {1} else Volume(extents)
    if flat.values != held.size:
        flat = Volume((held.size,))
        made_number = walk.draft.state("a join with an array", volume, [value.number], op.path, params=held.size)
        walk.draft.owns(held.key, made_number)
        return walk.make(op, value._replace(number=made_number))
    learned = walk.add("learned", {"shape": str(flat)}, (), op._replace(path=tuple(held.key.split("."))), held)
    kind = op.word if op.word not in DIVIDES else "multiply"
    number = walk.draft.add(kind, {}, [value.number, learned], op.path)
    return walk.make(op, Value(number, made if made == value.shape else value.shape, value.order, value.lead))


def _of_values(walk: Walk, op: Op) -> None:
    """Join two tensors that flow, laid out alike."""
    one, other = (walk.value(name) for name in op.reads[:2])
    if one.number == other.number and one.order == other.order:
        return _with_itself(walk, op, one, other)
    if op.word == "multiply" and (gated := _gated(walk, op, one, other)) is not None:
        return walk.make(op, gated)
    if op.word == "multiply" and (halved := halves(walk, op, one, other)) is not None:
        return walk.make(op, halved)
    made = _stretched(one.shape, other.shape)
    if not _laid_alike(walk, one, other):
        layout: Layout = "first" if len(made) > 3 else "last"
        if len(one.shape) == len(other.shape):
            one, other = (walk.at(name, layout, op.path) for name in op.reads[:2])
    volumes = [walk.volume(each) for each in (one, other)]
    kind = op.word if op.word not in DIVIDES else "multiply"
    if not _fit(*volumes):
        reads = [one.number, other.number]
        return walk.make(op, walk.stated(op, f"{kind} of values that are stretched", made, reads, lead=one.lead))
    number = walk.draft.add(kind, {}, [one.number, other.number], op.path)
    sizes = [(volume.values, len(volume)) for volume in volumes]
    wide = one if sizes[0] >= sizes[1] else other
    return walk.make(op, _behind(wide, len(made))._replace(number=number, shape=made, via=""))


def _behind(value: Value, count: int) -> Value:
    """Give a tensor with new axes before its own, as a join stretches it to so many."""
    more = count - len(value.shape)
    order = renamed(value.order, {axis: axis + more for axis in range(len(value.shape))})
    return value._replace(order=order, lead=None if value.lead is None else value.lead + more)


def _gated(walk: Walk, op: Op, one: Value, other: Value) -> Value | None:
    """Take x times a gate of x, which nobody else reads, for the function that this is; None where it is none."""
    for read, gate, name in ((one, other, op.reads[1]), (other, one, op.reads[0])):
        entry = walk.draft.entries[gate.number] if gate.number >= 0 else None
        if entry is None or entry.kind not in GATED or entry.reads != (read.number,) or read.order != gate.order:
            continue
        if len(walk.readers[name]) == 1 and name not in walk.program.outputs:
            walk.draft.become(gate.number, GATED[entry.kind])
            return gate
    return None


def _laid_alike(walk: Walk, one: Value, other: Value) -> bool:
    """Say whether two tensors can be joined as their layers have them."""
    if one.order is None or other.order is None or len(one.shape) != len(other.shape):
        return False
    return _fit(walk.volume(one), walk.volume(other)) and one.order[-1:] == other.order[-1:]


def _fit(one: Volume, other: Volume) -> bool:
    """Say whether our joins take two volumes: alike, or stretched from 1."""
    if len(one) != len(other):
        return min(len(one), len(other)) == 1 and one.depth == other.depth
    return all(a == b or 1 in (a, b) for a, b in zip(one, other, strict=True))


def _with_itself(walk: Walk, op: Op, one: Value, other: Value) -> None:
    """Join a tensor with what came of it without a layer: x times what erf made of x is GELU."""
    if op.word == "multiply" and "erf" in (one.via, other.via):
        return walk.make(op, one._replace(number=walk.add("gelu", {}, [one.number], op), via=""))
    if op.word == "multiply":
        return walk.make(op, one._replace(number=walk.add("square", {}, [one.number], op), via=""))
    if op.reads[0] == op.reads[1] and op.word not in DIVIDES and one.via != WINDOWED:
        number = walk.draft.add(op.word, {}, [one.number] * 2, op.path)
        return walk.make(op, one._replace(number=number, via=""))
    return walk.make(op, one._replace(via=one.via if one.via == other.via == WINDOWED else ""))


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


def reduce(walk: Walk, op: Op) -> None:
    """Make one value of all along some axes."""
    value = walk.value(op.reads[0])
    count = len(value.shape)
    axes = sorted({int(axis) % count for axis in op.given.get("axes") or range(1, count)})
    keep, how = bool(op.given.get("keep")), MEANS.get(op.given.get("how", "mean"), "mean")
    shape = tuple(
        1 if place in axes else extent for place, extent in enumerate(value.shape) if keep or place not in axes
    )
    gone: dict[int, int | None] = {}
    for place in range(count):
        gone[place] = None if place in axes else place if keep else place - sum(axis < place for axis in axes)
    lead = None if value.lead is None or value.lead in axes else gone[value.lead]
    windows = pooled(walk, op, value, shape, how)
    if windows is not None:
        return walk.make(op, windows)
    if value.order is None:
        value = walk.at(op.reads[0], "first" if count > 3 else "last", op.path)
    order = value.order or ()
    if any(axis not in order and value.shape[axis] > 1 for axis in axes):
        return walk.make(op, walk.stated(op, f"a {how} over axes that are one here", shape, [value.number], lead=lead))
    places = [place for place, axis in enumerate(order) if axis in axes]
    deep = len(order) - 1
    made = tuple(None if axis is None else gone[axis] for axis in order)
    if not places:
        return walk.make(op, Value(value.number, shape, made, lead))
    if places == list(range(deep)) and how in ("mean", "max") and deep > 1:
        number = walk.add("global_pool", {"op": "max"} if how == "max" else {}, [value.number], op)
    else:
        names = "depth" if places == [deep] else ["depth" if place == deep else place for place in places]
        number = walk.add("reduce", {"over": names, **({"op": how} if how != "mean" else {})}, [value.number], op)
    return walk.make(op, Value(number, shape, made, lead))


JOINS: Final[Mapping[str, Makes]] = {
    **dict.fromkeys(("add", "subtract", "multiply", "divide", "modulo"), join),
    "concat": concat,
    "stack": stack,
    "reduce": reduce,
}
