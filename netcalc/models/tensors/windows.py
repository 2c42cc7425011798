"""Operators that slide a window without weights, or lay pixels out: pools, means over space, upsampling, padding."""

from collections.abc import Mapping
from typing import Any, Final

from netcalc.models.tensors.extents import each, sides, spread, windowed
from netcalc.models.tensors.laid import order_of
from netcalc.models.tensors.program import Op
from netcalc.models.tensors.unknown import unknown
from netcalc.models.tensors.value import Layout, Value
from netcalc.models.tensors.walk import Makes, Walk
from netcalc.models.tensors.weighed.convolutions import image
from netcalc.volume import MOST_AXES


def pool(walk: Walk, op: Op) -> None:
    """Make a pool; what pads more than it may is padded before it."""
    read = walk.at(op.reads[0], "first", op.path)
    axes = len(read.shape) - 2
    size = each(op.given.get("size"), axes)
    fields: dict[str, Any] = {"size": spread(size), "op": "max" if op.word == "max_pool" else "avg"}
    given = {"stride": size, **{name: value for name, value in op.given.items() if value not in (None, [])}}
    fields |= {"stride": 1} | windowed(given, axes)
    fields |= {"rounding": "ceil"} if op.given.get("ceil") else {}
    number = walk.add("pool", fields, [read.number], op)
    return walk.make(op, image(walk, number, read))


def whole(walk: Walk, op: Op) -> None:
    """Make a pool over the whole map."""
    read = walk.at(op.reads[0], "first", op.path)
    number = walk.add("global_pool", {"op": "max"} if op.word == "global_max" else {}, [read.number], op)
    return walk.make(op, image(walk, number, read))


def adaptive(walk: Walk, op: Op) -> None:
    """Make a pool that gives so many values along each axis."""
    read = walk.at(op.reads[0], "first", op.path)
    axes = len(read.shape) - 2
    size = [extent if extent is not None else read.shape[2 + place]
            for place, extent in enumerate(each(op.given.get("size"), axes))]  # fmt: skip
    what = {"op": "max"} if op.word == "adaptive_max" else {}
    if set(size) == {1}:
        number = walk.add("global_pool", what, [read.number], op)
    else:
        number = walk.add("adaptive_pool", {"size": spread(size), **what}, [read.number], op)
    return walk.make(op, image(walk, number, read))


def upsample(walk: Walk, op: Op) -> None:
    """Make an upsampling: by a whole factor, or to other extents."""
    read = walk.at(op.reads[0], "first", op.path)
    size = op.given.get("size")
    stated = walk.shape(op)
    factors = op.given.get("factors")
    if not size and factors:
        size = [int(extent * factor) for extent, factor in zip(read.shape[2:], factors[-len(read.shape[2:]) :],
                                                               strict=False)]  # fmt: skip
    size = list(size or (stated[2:] if stated else ()))
    if len(size) != len(read.shape) - 2:
        return unknown(walk, op)
    mode = {"mode": "bilinear"} if "linear" in op.given.get("mode", op.name) or "cubic" in op.name else {}
    ratios = {to // came for to, came in zip(size, read.shape[2:], strict=True) if to % came == 0}
    whole_ = len(ratios) == 1 and all(to % came == 0 for to, came in zip(size, read.shape[2:], strict=True))
    fields = {"factor": ratios.pop()} if whole_ else {"size": spread(size)}
    number = walk.add("upsample", {**fields, **mode}, [read.number], op)
    return walk.make(op, image(walk, number, read))


def pad(walk: Walk, op: Op) -> None:
    """Put zeros around, or take pixels off, along axes of space."""
    value = walk.value(op.reads[0])
    pads = _pads(op, len(value.shape))
    if pads is None or len(pads) != 2 * len(value.shape):
        return unknown(walk, op)
    begins, ends = list(pads[: len(value.shape)]), list(pads[len(value.shape) :])
    made = tuple(size + begin + end for size, begin, end in zip(value.shape, begins, ends, strict=True))
    if not any(pads):
        return walk.passed(op)
    layout = _around(value, {axis for axis in range(len(made)) if begins[axis] or ends[axis]})
    plain = len(made) > 2 and op.given.get("mode", "constant") == "constant"
    signs = {number > 0 for number in pads if number}
    if layout is None or not plain or len(signs) > 1:
        return walk.make(op, walk.stated(op, "padding of another kind than zeros around a map", made, [value.number]))
    read = walk.at(op.reads[0], layout, op.path)
    spatial = sorted(order_of(read.order or ())[:-1])
    first, last = [begins[axis] for axis in spatial], [ends[axis] for axis in spatial]
    if signs == {True}:
        number = walk.add("zero_pad", {"pad": sides(first, last)}, [read.number], op)
    else:
        margin = sides([-extent for extent in first], [-extent for extent in last])
        number = walk.add("crop", {"margin": margin}, [read.number], op)
    return walk.make(op, Value(number, made, read.order, read.lead))


def _around(value: Value, padded: set[int]) -> Layout | None:
    """Say where the depth stands if padding is around a map, as the tensor is laid out; None where it pads more."""
    deep = len(value.shape) - 1
    layouts: list[tuple[Layout, int]] = [("first", 1), ("last", deep)]
    if value.order is not None and value.order[-1] == deep:
        layouts.reverse()
    whole = value.lead == 0 and deep - 1 <= MOST_AXES
    return next((layout for layout, depth in layouts if whole and not padded & {0, depth}), None)


def _pads(op: Op, count: int) -> list[int] | None:
    """Give the padding of every axis, all begins, then all ends; PyTorch lists the last axis first."""
    if "last_first" not in op.given:
        pads = op.given.get("pads")
        return None if pads is None else list(pads)
    listed = list(op.given["last_first"])
    begins, ends = listed[::2][::-1], listed[1::2][::-1]
    rest = [0] * (count - len(begins))
    return [*rest, *begins, *rest, *ends]


def shuffle(walk: Walk, op: Op) -> None:
    """Lay depth out as pixels, pixels as depth, or groups of slices between each other."""
    read = walk.at(op.reads[0], "first", op.path)
    field = "groups" if op.word == "channel_shuffle" else "factor"
    number = walk.add(op.word, {field: int(op.given[field])}, [read.number], op)
    return walk.make(op, image(walk, number, read))


WINDOWS: Final[Mapping[str, Makes]] = {
    "max_pool": pool,
    "avg_pool": pool,
    "global_avg": whole,
    "global_max": whole,
    "adaptive_avg": adaptive,
    "adaptive_max": adaptive,
    "upsample": upsample,
    "pad": pad,
    "pixel_shuffle": shuffle,
    "space_to_depth": shuffle,
    "channel_shuffle": shuffle,
}
