"""Convolutions, forward and transposed, whose filters are arrays or are worked out by the network."""

from collections.abc import Mapping
from typing import Any, Final

from netcalc.models.tensors.extents import each, spread, windowed
from netcalc.models.tensors.program import Held, Op, Shape
from netcalc.models.tensors.unknown import unknown
from netcalc.models.tensors.value import Value
from netcalc.models.tensors.walk import Makes, Walk

FLAT: Final = 1  # axis besides the batch


def conv(walk: Walk, op: Op) -> None:
    """Make a convolution, or a transposed one."""
    weight, bias = walk.held(op, 1), walk.held(op, 2)
    flows = walk.thing(op.reads[1]) if len(op.reads) > 1 else None
    if isinstance(flows, Value) and len(flows.shape) == len(walk.value(op.reads[0]).shape) > FLAT + 1:
        return _with_values(walk, op, flows, bias)
    if weight is None or len(weight.shape) < 3:
        return unknown(walk, op)
    read = walk.at(op.reads[0], "first", op.path)
    fields = {**_window(op, weight.shape), **({} if bias is not None else {"bias": False})}
    kind = "conv_transpose" if _transposed(op) else "conv"
    return walk.make(op, image(walk, walk.add(kind, fields, [read.number], op, weight, bias), read))


def _with_values(walk: Walk, op: Op, filters: Value, bias: Held | None) -> None:
    """Make a convolution with filters that the network works out itself: what it multiplies is known."""
    read = walk.at(op.reads[0], "first", op.path)
    kind = "conv_transpose" if _transposed(op) else "conv"
    fields = {**_window(op, filters.shape), **({} if bias is not None else {"bias": False})}
    keys = (bias.key,) if bias is not None else ()
    number = walk.draft.stated_as(kind, fields, [read.number], op.path, bias.size if bias is not None else 0, keys)
    entry = walk.draft.entries[number]
    what = {**entry.fields, "what": f"{kind} with filters that are worked out"}
    walk.draft.entries[number] = entry._replace(fields=what, reads=tuple(dict.fromkeys((read.number, filters.number))))
    return walk.make(op, image(walk, number, read))


def _transposed(op: Op) -> bool:
    return op.word == "conv_transpose" or bool(op.given.get("transposed"))


def _window(op: Op, weight: Shape) -> dict[str, Any]:
    """Give the fields of a convolution with filters of this shape."""
    axes, given = len(weight) - 2, op.given
    groups, transposed = int(given.get("groups", 1)), _transposed(op)
    filters = weight[1] * groups if transposed else weight[0]
    fields: dict[str, Any] = {"filters": filters, "size": spread(weight[2:]), **windowed(given, axes)}
    fields |= {"groups": groups} if groups > 1 else {}
    more = each(given.get("output_pad"), axes, 0)
    return fields | ({"output_pad": spread(more)} if transposed and any(more) else {})


def image(walk: Walk, number: int, read: Value) -> Value:
    """Give what a layer makes of an image: the depth second, then rows and columns."""
    volume = walk.draft.volume(number)
    shape = (read.shape[0], volume.depth, *reversed(volume.spatial))
    return Value(number, shape, (*range(len(shape) - 1, 1, -1), 1), read.lead)


CONVOLUTIONS: Final[Mapping[str, Makes]] = {
    "conv": conv,
    "conv_transpose": conv,
}
