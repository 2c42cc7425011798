"""An operator that netcalc does not know, with the shape that the file states of what it makes."""

from collections.abc import Mapping
from math import prod
from typing import Final

from netcalc.models.tensors.program import Fixed, Held, Op
from netcalc.models.tensors.value import Value, target
from netcalc.models.tensors.walk import Makes, Walk
from netcalc.volume import Volume


def unknown(walk: Walk, op: Op) -> None:
    """Add an operator that netcalc does not know, with the file's own shape; its arrays are counted."""
    reads = [thing.number for name in op.reads if isinstance(thing := walk.env.get(name), Value)]
    held = [thing for name in op.reads if isinstance(thing := walk.env.get(name), Held)]
    shape = walk.shape(op)
    walk.doubt(op)
    came = next((thing.shape for name in op.reads if isinstance(thing := walk.env.get(name), Value)), ())
    if not reads and not held:
        for place in range(len(op.makes)):
            walk.make(op, Fixed(walk.shape(op, place) or ()), place)
        return
    found = target(shape, 0, walk.batch, "first" if len(shape) > 3 else "last") if shape else None
    if not reads and len(held) == 1:
        same = shape is None or prod(shape) == held[0].size
        part = held[0] if same else held[0]._replace(key=f"{held[0].key}[{op.makes[0]}]")
        walk.make(op, part._replace(shape=shape or part.shape))
        return
    if not reads and found is not None:
        number = _of_arrays(walk, op, found.volume, held)
        walk.make(op, Value(number, shape or (), found.order))
        return
    params = sum(each.size for each in held if each.learned and each.key not in walk.draft.owners)
    made = found.volume if found else walk.draft.volume(reads[0])
    number = walk.draft.unsupported(op.name[:60], made, list(dict.fromkeys(reads)), op.path, params)
    for each in held:
        walk.draft.owns(each.key, number)
    for place in range(len(op.makes)):
        made_shape = walk.shape(op, place) or shape or came
        walk.make(op, Value(number, made_shape, found.order if found and not place else None), place)


def _of_arrays(walk: Walk, op: Op, made: Volume, held: list[Held]) -> int:
    """Add what an operator makes of arrays alone: it has all of them, however many numbers it makes."""
    params = sum(each.size for each in held if each.learned and each.key not in walk.draft.owners)
    number = walk.draft.state("an array made of others", made, [-1], op.path, params=params)
    for each in held:
        walk.draft.owns(each.key, number)
    return number


UNKNOWN: Final[Mapping[str, Makes]] = {"unknown": unknown}
