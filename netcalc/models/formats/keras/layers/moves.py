"""Layers that move values about: shapes, turned axes, what is put around a map or cut off it, larger maps."""

from math import prod
from typing import Any

from netcalc.models.formats.keras.call import Call
from netcalc.models.formats.keras.layers.windows import SIDES, along
from netcalc.models.formats.keras.shapes import volume_of
from netcalc.models.formats.keras.tensor import Tensor, laid
from netcalc.problems import INVALID_VALUE
from netcalc.volume import MOST_AXES


def flatten(call: Call) -> Tensor:
    """Lay all values in a row, at each position of the axes before the layer's own."""
    if not call.lead:
        return call.add("flatten")
    return reshaped(call, (*call.shape[: call.lead], prod(call.shape[call.lead :])))


def view(call: Call) -> Tensor:
    """Give the values another shape, in which one extent may be left open."""
    target = [int(each) for each in call.get("target_shape", "dims", default=[-1])]
    return reshaped(call, (*call.shape[: call.lead], *whole(target, prod(call.shape[call.lead :]))))


def whole(target: list[int], values: int) -> list[int]:
    """Give a shape of so many values; an extent of -1 is what is left.

    >>> whole([4, -1], 12)
    [4, 3]
    """
    known = prod(each for each in target if each > 0)
    return [values // max(1, known) if each < 0 else each for each in target]


def reshaped(call: Call, shape: tuple[int, ...]) -> Tensor:
    """Add the same values in another shape; nothing where it differs in axes of 1 that no volume has."""
    if call.reads[0].turned:
        return shuffled(call, shape)
    if len(shape) > MOST_AXES + 1:
        return call.shaped().reads[0]._replace(shape=shape, split=shape)
    call, made = call.shaped(), volume_of(shape, call.order)
    if made == call.draft.volume(call.reads[0].number):
        return call.reads[0]._replace(shape=shape)
    return call.add("reshape", {"to": str(made)})._replace(shape=shape)


def permute(call: Call) -> Tensor:
    """Turn the axes of a volume."""
    dims, axes = [int(each) for each in call.get("dims", default=[])], len(call.shape)
    if sorted(dims) != list(range(1, axes + 1)):
        raise call.draft.fault("`dims` does not name every axis once", INVALID_VALUE)
    return turned(call, dims)


def turned(call: Call, dims: list[int]) -> Tensor:
    """Turn axes: `dims` names those of the shape that was, from 1, in their new order."""
    shape, axes = tuple(call.shape[each - 1] for each in dims), len(call.shape)
    if dims == sorted(dims):
        return call.reads[0]
    read = call.reads[0]
    if read.split and not read.turned:
        return read._replace(shape=shape, turned=tuple(dims))
    call = call.shaped()
    if len(call.volume) != axes:
        return call.state("the same values with turned axes", shape)
    places = [call.order.axis(place, axes) for place in range(1, axes + 1)]
    ours = [axes - 1 if place == "depth" else int(place) for place in places]
    order = [0] * axes
    for place, came in enumerate(dims):
        order[ours[place]] = ours[came - 1]
    return call.add("transpose", {"order": order})


def shuffled(call: Call, shape: tuple[int, ...]) -> Tensor:
    """Put axes together that were split and turned: depth made into space, or space into depth."""
    read = call.reads[0]
    axes, bare = len(shape) - 1, read._replace(split=(), turned=())
    came, made = call.draft.volume(read.number), volume_of(shape, call.order)
    larger = [to // was for to, was in zip(made.spatial, came.spatial, strict=False)]
    smaller = [was // max(1, to) for to, was in zip(made.spatial, came.spatial, strict=False)]
    alone = call._replace(reads=(bare,))
    if len(came) == len(made) == axes + 1 and len(read.split) == 2 * axes + 1:
        for kind, factors, turns in (
            ("pixel_shuffle", larger, _woven(axes)),
            ("space_to_depth", smaller, _unwoven(axes)),
        ):
            if len(set(factors)) == 1 and factors[0] > 1 and read.turned in turns:
                return alone.add(kind, {"factor": factors[0]})
    return reshaped(alone._replace(reads=(laid(call.draft, read, call.order, call.path),)), shape)


def _woven(axes: int) -> list[tuple[int, ...]]:
    """Give how axes are turned to lay depth out in space: the pieces of the depth stand behind its rest, or before."""
    behind = (*(each for at in range(1, axes + 1) for each in (at, axes + 1 + at)), axes + 1)
    before = (*(each for at in range(1, axes + 1) for each in (at, axes + at)), 2 * axes + 1)
    return [behind, before]


def _unwoven(axes: int) -> list[tuple[int, ...]]:
    """Give how axes are turned to lay space into depth."""
    whole_, pieces = tuple(range(1, 2 * axes, 2)), tuple(range(2, 2 * axes + 1, 2))
    return [(*whole_, 2 * axes + 1, *pieces), (*whole_, *pieces, 2 * axes + 1)]


def sides(call: Call, given: Any) -> dict[str, int]:
    """Read how much is put on, or taken off, each side; rows first."""
    every = list(given) if isinstance(given, list | tuple) else [given] * call.axes
    if call.axes == 1 and all(type(each) is int for each in every) and len(every) == 2:
        every = [every]
    if call.axes == 2 and len(every) == 4:
        every = [every[:2], every[2:]]
    pairs = [list(each) if isinstance(each, list | tuple) else [each, each] for each in every][::-1]
    pairs += [[0, 0]] * call.lead
    return {name: int(each) for names, pair in zip(SIDES, pairs, strict=False)
            for name, each in zip(names, pair, strict=True)}  # fmt: skip


def pad(call: Call) -> Tensor:
    """Put zeros around a map."""
    return call.add("zero_pad", {"pad": sides(call, call.get("padding", default=1))})


def crop(call: Call) -> Tensor:
    """Cut a margin off a map."""
    return call.add("crop", {"margin": sides(call, call.get("cropping", default=1))})


def upsample(call: Call) -> Tensor:
    """Make a map larger by whole factors."""
    factor = along(call, call.get("size", "length", default=2))
    word = str(call.get("interpolation", default="nearest"))
    return call.add("upsample", {"factor": factor, "mode": word if word in ("nearest", "bilinear") else "bilinear"})


def repeat(call: Call) -> Tensor:
    """Put the same values at every position."""
    return call.state("the same values at every position", (int(call.get("n", default=1)), *call.shape))
