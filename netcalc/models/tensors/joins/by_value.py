"""Tensors joined value by value: with a constant nothing is made; an array that is learned is a layer."""

from collections.abc import Sequence
from typing import Final

from netcalc.models.tensors.extents import stretched
from netcalc.models.tensors.joins.fitting import behind, fit, laid_alike
from netcalc.models.tensors.joins.scaled import shifted, shifts
from netcalc.models.tensors.lookups.places import averaged
from netcalc.models.tensors.moves.shapes import viewed
from netcalc.models.tensors.patterns.halves import halves
from netcalc.models.tensors.program import Fixed, Held, Op
from netcalc.models.tensors.value import NORMED, WINDOWED, Layout, Thing, Value
from netcalc.models.tensors.walk import Walk
from netcalc.volume import Volume

PREPARES: Final = ("subtract", "divide")
DIVIDES: Final = ("divide", "modulo")
AS_PRODUCT: Final = "quotients are kept as products: alike in every count, not in their values"
GATED: Final = {"sigmoid": "silu", "hard_sigmoid": "hard_swish"}  # x times this of x


def join(walk: Walk, op: Op) -> None:
    """Add, subtract, multiply or divide: with a constant nothing is made; with an array that array is a layer."""
    things = [walk.thing(name) for name in op.reads]
    if len(things) < 2:
        return walk.passed(op)
    if len(things) > 2:
        return _of_many(walk, op, things)
    one, other = things
    if isinstance(one, Fixed) and isinstance(other, Fixed):
        return walk.make(op, Fixed(stretched(one.shape, other.shape)))
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


def _of_many(walk: Walk, op: Op, things: Sequence[Thing]) -> None:
    """Join more than two tensors: those that are laid out alike in one layer, others one after the other."""
    values = [each for each in things if isinstance(each, Value)]
    first, laid = values[0] if values else None, {(each.shape, each.order) for each in values}
    if first is not None and len(values) == len(things) and len(laid) == 1 and first.order is not None:
        number = walk.draft.add(op.word, {}, [each.number for each in values], op.path)
        return walk.make(op, Value(number, first.shape, first.order, first.lead))
    name, *others = op.reads
    for place, other in enumerate(others[:-1]):
        so_far = f"{op.makes[0]}:{place}"
        join(walk, op._replace(reads=(name, other), makes=(so_far,)))
        name = so_far
    return join(walk, op._replace(reads=(name, others[-1])))


def _weighs(walk: Walk, op: Op, held: Held, name: str) -> bool:
    """Say whether an array is one that is learned: under an exporter's name, where it is a norm's, one a channel."""
    other = walk.thing(name)
    if op.word in PREPARES and isinstance(other, Value) and other.number < 0:  # a mean or deviation of pixels
        return False
    a_norms = isinstance(other, Value) and other.via == NORMED and held.shape == (other.shape[1], 1, 1)
    return held.learned and (not held.computed or a_norms)


def _with_array(walk: Walk, op: Op, name: str, held: Held) -> None:
    """Join what flows with an array that is learned: stretched to it, along the axes that it has."""
    value = walk.value(name)
    if len(held.shape) > len(value.shape):
        value = viewed(walk, op, value, (1,) * (len(held.shape) - len(value.shape)) + value.shape)
    shape = (1,) * (len(value.shape) - len(held.shape)) + held.shape
    made = stretched(value.shape, held.shape)
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
    number = walk.draft.add(_kind(walk, op), {}, [value.number, learned], op.path)
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
    made = stretched(one.shape, other.shape)
    if not laid_alike(walk, one, other):
        layout: Layout = "first" if len(made) > 3 else "last"
        if len(one.shape) == len(other.shape):
            one, other = (walk.at(name, layout, op.path) for name in op.reads[:2])
    volumes = [walk.volume(each) for each in (one, other)]
    kind = _kind(walk, op)
    if not fit(*volumes):
        reads = [one.number, other.number]
        return walk.make(op, walk.stated(op, f"{kind} of values that are stretched", made, reads, lead=one.lead))
    number = walk.draft.add(kind, {}, [one.number, other.number], op.path)
    sizes = [(volume.values, len(volume)) for volume in volumes]
    wide = one if sizes[0] >= sizes[1] else other
    return walk.make(op, behind(wide, len(made))._replace(number=number, shape=made, via=""))


def _kind(walk: Walk, op: Op) -> str:
    """Give the kind that joins; for a quotient that of a product, and say so."""
    if op.word not in DIVIDES:
        return op.word
    if AS_PRODUCT not in walk.draft.notes:
        walk.draft.notes.append(AS_PRODUCT)
    return "multiply"


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


JOINS: Final = dict.fromkeys(("add", "subtract", "multiply", "divide", "modulo"), join)
