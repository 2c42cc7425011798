"""Numbers that a graph computes as it goes, of shapes alone: they are worked out, and are no layers."""

from collections.abc import Mapping
from math import prod
from typing import Final

from netcalc.models.tensors.program import Fixed, Held, Op
from netcalc.models.tensors.walk import Makes, Walk, numbers

MOST: Final = 4_096


def shape(walk: Walk, op: Op) -> None:
    """Give the extents of a tensor, or their product."""
    found = walk.thing(op.reads[0]).shape
    if op.name == "Size":
        return walk.make(op, Fixed((), (prod(found),)))
    part = found[op.given.get("start") or 0 : op.given.get("end")]
    return walk.make(op, Fixed((len(part),), part))


def constant(walk: Walk, op: Op) -> None:
    """Give numbers that stand in the operator; an array is one of the model's, told by its own name."""
    found = next((op.given[name] for name in op.given if name.startswith("value")), None)
    if isinstance(found, Held | Fixed):
        return walk.make(op, found)
    every = tuple(found) if isinstance(found, list) else (found,)
    return walk.make(op, Fixed((len(every),) if isinstance(found, list) else (), every))


def filled(walk: Walk, op: Op) -> None:
    """Give a tensor of one number: an array of the model where it is real, else numbers to compute with."""
    if op.makes[0] in walk.program.held:
        return None
    asked = numbers(walk.env.get(op.reads[0]))
    if asked is None:
        return walk.make(op, Fixed(walk.shape(op) or ()))
    value = op.given.get("value")
    whole = isinstance(value, Fixed) and value.numbers is not None and all(isinstance(n, int) for n in value.numbers)
    extents = tuple(int(extent) for extent in asked)
    if whole or op.reads[0] not in walk.program.fixed:
        number = value.numbers[0] if isinstance(value, Fixed) and value.numbers else 0
        few = prod(extents) if prod(extents) <= MOST else 0
        return walk.make(op, Fixed(extents, (number,) * few if few else None))
    return walk.make(op, Held(op.makes[0], extents))


def counted_up(walk: Walk, op: Op) -> None:
    """Give the numbers from one to another."""
    edges = [numbers(walk.env.get(name)) for name in op.reads]
    stated = walk.shape(op)
    if None in edges or len(edges) < 3:
        return walk.make(op, Fixed(stated or ()))
    start, stop, step = (int(edge[0]) for edge in edges if edge)
    every = tuple(range(start, stop, step or 1)[:MOST])
    return walk.make(op, Fixed((len(every),), every))


def product(walk: Walk, op: Op) -> None:
    """Give the product of numbers."""
    found = numbers(walk.env.get(op.reads[0]))
    return walk.make(op, Fixed((), None if found is None else (prod(found),)))


COUNTED: Final[Mapping[str, Makes]] = {
    "shape": shape,
    "constant": constant,
    "filled": filled,
    "range": counted_up,
    "product": product,
}
