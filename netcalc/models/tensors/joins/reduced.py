"""One value made of all along some axes: a mean, the largest, the sum."""

from collections.abc import Mapping
from typing import Final

from netcalc.models.tensors.lookups.places import pooled
from netcalc.models.tensors.program import Op
from netcalc.models.tensors.value import Value
from netcalc.models.tensors.walk import Makes, Walk

MEANS: Final = {"mean": "mean", "amax": "max", "max": "max", "sum": "sum", "l2": "l2"}


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


REDUCED: Final[Mapping[str, Makes]] = {"reduce": reduce}
