"""Tensors with their axes turned: only other numbers for the same axes, no layer."""

from collections.abc import Mapping
from typing import Any, Final

from netcalc.models.tensors.program import Fixed, Held, Op
from netcalc.models.tensors.unknown import unknown
from netcalc.models.tensors.value import Value, renamed
from netcalc.models.tensors.walk import Makes, Walk


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
        rows = rows_of(thing) if order == [1, 0] else None
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


def rows_of(thing: Fixed) -> list[tuple[Any, ...]] | None:
    """Give the rows of a small table of numbers; None where they are not known."""
    if thing.numbers is None or len(thing.shape) != 2:
        return None
    wide = thing.shape[1]
    return [tuple(thing.numbers[at * wide : (at + 1) * wide]) for at in range(thing.shape[0])]


def roll(walk: Walk, op: Op) -> None:
    """Move values round: they stand elsewhere, as many as before."""
    return walk.passed(op)


TURNED: Final[Mapping[str, Makes]] = {
    "permute": permute,
    "roll": roll,
}
