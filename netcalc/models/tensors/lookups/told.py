"""Operators that multiply by no weight and are no kind of ours: only the shape of what they make is to be told."""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Final

from netcalc.models.tensors.extents import stretched
from netcalc.models.tensors.program import Fixed, Op, Shape
from netcalc.models.tensors.unknown import unknown
from netcalc.models.tensors.value import Value
from netcalc.models.tensors.walk import Makes, Walk, numbers

PLACES: Final = {"ArgMax": "largest", "ArgMin": "smallest", "argmax": "largest", "argmin": "smallest"}


def place(walk: Walk, op: Op) -> None:
    """Give where along an axis the largest or the smallest value stands."""
    thing = walk.thing(op.reads[0])
    if not isinstance(thing, Value):
        return walk.make(op, Fixed(walk.shape(op) or ()))
    if op.given.get("axis") is None and not op.name[0].isupper():  # PyTorch's, over all
        return unknown(walk, op)
    axis = int(op.given.get("axis") or 0) % max(1, len(thing.shape))
    shape = tuple(1 if at == axis else extent for at, extent in enumerate(thing.shape))
    made = shape if op.given.get("keep", 1) else shape[:axis] + shape[axis + 1 :]
    return _stated(walk, op, f"where the {PLACES[op.name]} value stands", [made])


def top(walk: Walk, op: Op) -> None:
    """Give the largest values along an axis, and where they stand."""
    count, came = numbers(walk.env.get(op.reads[1])) if len(op.reads) > 1 else (), walk.thing(op.reads[0]).shape
    count = count or ((op.given["k"],) if op.given.get("k") else ())
    if not count or not came:
        return unknown(walk, op)
    axis = int(op.given.get("axis", -1)) % len(came)
    shape = tuple(int(count[0]) if at == axis else extent for at, extent in enumerate(came))
    return _stated(walk, op, "the largest values", [shape] * len(op.makes))


def one_hot(walk: Walk, op: Op) -> None:
    """Give a row with a single 1 for each whole number."""
    count, came = numbers(walk.env.get(op.reads[1])), walk.thing(op.reads[0]).shape
    if not count:
        return unknown(walk, op)
    axis = int(op.given.get("axis", -1)) % (len(came) + 1)
    return _stated(walk, op, "a 1 at each place", [(*came[:axis], int(count[0]), *came[axis:])])


def gathered(walk: Walk, op: Op) -> None:
    """Look values up along an axis, one for each place that is read."""
    return _stated(walk, op, "values looked up along an axis", [walk.thing(op.reads[1]).shape])


def scattered(walk: Walk, op: Op) -> None:
    """Put values in the place of some: the shape stays."""
    return _stated(walk, op, "values put in the place of others", [walk.thing(op.reads[0]).shape])


def folded(walk: Walk, op: Op) -> None:
    """Lay windows out as a map, those that overlap added."""
    size, window = numbers(walk.env.get(op.reads[1])), numbers(walk.env.get(op.reads[2]))
    came = walk.thing(op.reads[0]).shape
    if not size or not window or len(came) != 3:
        return unknown(walk, op)
    shape = (came[0], came[1] // max(1, prod(map(int, window))), *map(int, size))
    return _stated(walk, op, "windows laid out as a map", [shape])


def widest(walk: Walk, op: Op) -> None:
    """Give the largest, the smallest or the mean of several tensors, value by value."""
    flowing = [name for name in op.reads if isinstance(walk.thing(name), Value)]
    if len(flowing) < 2:
        return walk.passed(op._replace(reads=(*flowing, *op.reads)[:1]))
    made = stretched(*(walk.thing(name).shape for name in op.reads))
    return _stated(walk, op, f"the {op.name.lower()} of several, value by value", [made])


def _stated(walk: Walk, op: Op, what: str, shapes: Sequence[Shape]) -> None:
    """Make what is said in words, of the shapes given; the first is a layer, others are the same one's."""
    reads = [thing.number for name in op.reads if isinstance(thing := walk.thing(name), Value)]
    lead = next((thing.lead for name in op.reads if isinstance(thing := walk.thing(name), Value)), 0)
    if not reads:
        for at, shape in enumerate(shapes[: len(op.makes)]):
            walk.make(op, Fixed(shape), at)
        return
    whole = next((shape for shape in shapes if prod(shape)), (1,))
    lead = lead if lead is not None and lead < len(whole) - 1 and whole[lead] == walk.batch else None
    made = walk.stated(op, what, whole, list(dict.fromkeys(reads)), lead=lead)
    for at in range(min(len(shapes), len(op.makes))):
        walk.make(op, made, at)


TOLD: Final[Mapping[str, Makes]] = {
    "place": place,
    "top": top,
    "one_hot": one_hot,
    "gathered": gathered,
    "scattered": scattered,
    "folded": folded,
    "widest": widest,
}
