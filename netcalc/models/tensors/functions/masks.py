"""Truths, what is chosen by them, constants and noise: what hangs on no weight."""

from collections.abc import Mapping
from typing import Final

from netcalc.models.tensors.extents import stretched
from netcalc.models.tensors.program import Fixed, Op
from netcalc.models.tensors.value import Value, layout_of, target
from netcalc.models.tensors.walk import Makes, Walk


def compared(walk: Walk, op: Op) -> None:
    """Make truths of numbers: a mask, no layer."""
    walk.draft.besides |= {thing.number for name in op.reads if isinstance(thing := walk.env.get(name), Value)}
    for place in range(len(op.makes)):
        walk.make(op, Fixed(walk.shape(op, place) or walk.thing(op.reads[0]).shape), place)


def chosen(walk: Walk, op: Op) -> None:
    """Choose by a mask between two tensors: where one of them is a constant, the other goes on."""
    things = [walk.thing(name) for name in op.reads]
    found = [name for name, each in zip(op.reads, things, strict=True) if isinstance(each, Value)]
    if len(found) == 1:
        return walk.passed(op._replace(reads=(found[0],)))
    if not found:
        return walk.make(op, Fixed(walk.shape(op) or things[-1].shape))
    made = stretched(*(each.shape for each in things))
    reads = list(dict.fromkeys(walk.value(name).number for name in found))
    lead = walk.value(found[0]).lead
    return walk.make(op, walk.stated(op, "one of two, value by value", made, reads, lead=lead))


def nothing(walk: Walk, op: Op) -> None:
    """Make a constant, which is no layer."""
    for place in range(len(op.makes)):
        walk.make(op, Fixed(walk.shape(op, place) or ()), place)


def noise(walk: Walk, op: Op) -> None:
    """Make normal noise, of a shape or as large as what is read."""
    thing = walk.env.get(op.reads[0]) if op.reads else None
    shape = tuple(walk.shape(op) or op.given.get("shape") or (thing.shape if thing is not None else ()))
    if isinstance(thing, Value) and thing.order is not None and thing.shape == shape:
        number = walk.add("noise", {"shape": str(walk.volume(thing))}, (), op)
        return walk.make(op, thing._replace(number=number, via=""))
    lead = 0 if shape[:1] == (walk.batch,) and len(shape) > 1 else None
    found = target(shape, lead, walk.batch, layout_of(walk.program, op.makes[0], shape))
    return walk.make(op, Value(walk.add("noise", {"shape": str(found.volume)}, (), op), shape, found.order, lead))


MASKS: Final[Mapping[str, Makes]] = {
    "compare": compared,
    "where": chosen,
    "nothing": nothing,
    "noise": noise,
}
