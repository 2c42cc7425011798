"""Layers that join tensors: value by value, along an axis, as products of vectors."""

from math import prod

from netcalc.models.formats.keras.call import Call, Makes
from netcalc.models.formats.keras.shapes import Order
from netcalc.models.formats.keras.tensor import Made, Tensor


def join(kind: str) -> Makes:
    """Make a join of values; one tensor alone stays as it is."""

    def made(call: Call) -> Tensor:
        return _of(call, kind) if len(call.reads) > 1 else call.reads[0]

    return made


def _of(call: Call, kind: str) -> Tensor:
    """Add a join; where one has fewer axes, axes of 1 stand before its own."""
    longest = max(len(each.shape) for each in call.reads)
    reads = (each if len(each.shape) == 1 else each._replace(shape=(1,) * (longest - len(each.shape)) + each.shape)
             for each in call.reads)  # fmt: skip
    call = call._replace(reads=tuple(reads)).shaped()
    return call.add(kind)


def of_values(what: str) -> Makes:
    """Make one value of several, as no kind of ours does."""
    return lambda call: call.state(what, max((each.shape for each in call.reads), key=prod))


def concat(call: Call) -> Tensor:
    """Put volumes one behind the other along an axis."""
    return beside(call, int(call.get("axis", "concat_axis", default=-1)))


def beside(call: Call, place: int) -> Tensor:
    """Put volumes one behind the other along an axis of the shape with its batch."""
    place += call.lead if place > 0 else 0
    axis = (call.order if len(call.shape) > 2 else Order(first=False)).axis(place, len(call.volume))
    return call.add("concat", {} if axis == "depth" else {"axis": axis}) if len(call.reads) > 1 else call.reads[0]


def merge(call: Call) -> Made:
    """Take Keras 1's join, whose mode says which."""
    mode = str(call.get("mode", default="sum"))
    if mode == "concat":
        return concat(call)
    kind = {"sum": "add", "mul": "multiply"}.get(mode)
    if kind:
        return join(kind)(call)
    return dot(call) if mode in ("dot", "cos") else of_values(f"the join `{mode[:20]}`")(call)


def dot(call: Call) -> Tensor:
    """Make the products of two tensors along one axis of each."""
    axes = call.get("axes", "dot_axes", default=-1)
    one, other = (list(axes) if isinstance(axes, list) else [axes, axes])[:2]
    first, second = (list(each.shape) for each in call.reads[:2])
    one, other = (_place(int(each), shape) for each, shape in ((one, first), (other, second)))
    macs = prod(first) * prod(second) // max(1, second[other])
    del first[one], second[other]
    return call.state("products along an axis", (*first, *second) or (1,), macs=macs)


def _place(axis: int, shape: list[int]) -> int:
    """Give an axis of a shape with its batch as one without."""
    return axis % (len(shape) + 1) - 1
