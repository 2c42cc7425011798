"""Operations that move values about: shapes, axes, parts, pads, repeats."""

from itertools import pairwise
from math import prod
from typing import Any, Final

from netcalc.models.formats.keras.call import Call
from netcalc.models.formats.keras.layers.joins import beside
from netcalc.models.formats.keras.layers.moves import reshaped, sides, turned, whole
from netcalc.models.formats.keras.ops.values import place
from netcalc.models.formats.keras.shapes import Shape
from netcalc.models.formats.keras.tensor import Made, Tensor

MOST_PARTS: Final = 10_000


def reshape(call: Call) -> Tensor:
    """Give the values another shape; the first extent is the batch's."""
    asked = call.get("newshape", default=[-1])
    listed = [each if type(each) is int else -1 for each in (asked if isinstance(asked, list) else [asked])]
    values = prod(call.shape)
    target = whole(listed[1:], values)
    if prod(target) != values:  # the batch is merged with others
        return call.state("values in another shape, the batch among them", tuple(abs(each) for each in target) or (1,))
    return _as(call, tuple(target))


def _as(call: Call, shape: Shape) -> Tensor:
    """Give a tensor another shape: a layer where that is not one with axes of 1 more or less."""
    if not call.reads[0].turned and [each for each in shape if each != 1] == [each for each in call.shape if each != 1]:
        return call.reads[0]._replace(shape=shape)
    return reshaped(call, shape)


def expanded(call: Call) -> Tensor:
    """Put axes of 1 in."""
    asked = call.get("axis", default=-1)
    rank, shape = len(call.shape) + 1, [1, *call.shape]
    listed = asked if isinstance(asked, list) else [asked]
    for axis in sorted(int(each) % (rank + len(listed)) for each in listed):
        shape.insert(axis, 1)
    return call.reads[0]._replace(shape=tuple(shape[1:]))


def squeezed(call: Call) -> Tensor:
    """Take axes of 1 away."""
    asked = call.config.get("axis")
    listed = asked if isinstance(asked, list) else None if asked is None else [asked]
    gone = [place(int(each), call.shape) for each in listed] if listed is not None else None
    shape = tuple(extent for axis, extent in enumerate(call.shape)
                  if (axis not in gone if gone is not None else extent != 1))  # fmt: skip
    return call.reads[0]._replace(shape=shape)


def transpose(call: Call) -> Tensor:
    """Turn axes: as listed, else the last first."""
    rank = len(call.shape) + 1
    axes = call.get("axes")
    return _turned(call, [int(each) % rank for each in axes] if axes else list(range(rank))[::-1])


def swapped(call: Call) -> Tensor:
    """Swap two axes."""
    order = list(range(len(call.shape) + 1))
    one, other = (int(call.get(name, default=0)) % len(order) for name in ("axis1", "axis2"))
    order[one], order[other] = other, one
    return _turned(call, order)


def moved(call: Call) -> Tensor:
    """Move axes to other places."""
    rank = len(call.shape) + 1
    sources, places = ([int(each) % rank for each in (found if isinstance(found, list) else [found])]
                       for found in (call.get("source", default=0), call.get("destination", default=0)))  # fmt: skip
    rest = iter(axis for axis in range(rank) if axis not in sources)
    moved_to = dict(zip(places, sources, strict=False))
    return _turned(call, [moved_to[at] if at in moved_to else next(rest) for at in range(rank)])


def _turned(call: Call, order: list[int]) -> Tensor:
    if order[0] != 0 or sorted(order) != list(range(len(order))):
        return call.state("values turned with their batch", tuple(call.shape[each - 1] for each in order[1:]))
    large = [axis for axis in order[1:] if call.shape[axis - 1] != 1]
    shape = tuple(call.shape[axis - 1] for axis in order[1:])
    if large == sorted(large):  # axes of 1 alone are elsewhere
        return call.reads[0]._replace(shape=shape)
    return turned(call, order[1:])


def item(call: Call) -> Tensor:
    """Take a part: slices, single places, new axes of 1, as NumPy has them."""
    key = call.given[1] if len(call.given) > 1 else []
    parts = _whole(list(key) if isinstance(key, list) else [key], len(call.shape) + 1)
    if parts is None or not _is_slice(parts[0]):
        return call.unknown()
    found, axis, shape = call, 0, list[int]()
    for part in parts[1:]:
        if part is None:
            shape.append(1)
            continue
        extent = call.shape[axis]
        edges = _edges(part, extent)
        if edges is None:
            return call.unknown()
        found = found._replace(reads=(cut(found, axis, edges),))
        shape += [] if type(part) is int else [len(range(*edges))]
        axis += 1
    return found.reads[0]._replace(shape=tuple(shape))


def _is_slice(part: Any) -> bool:
    return isinstance(part, dict) and part.get("class_name") == "__slice__"


def _whole(key: list[Any], rank: int) -> list[Any] | None:
    """Give a part for every axis, in the place of dots and at the end whole ones."""
    every = {"class_name": "__slice__", "config": {}}
    dots = [at for at, each in enumerate(key) if isinstance(each, dict) and each.get("class_name") == "__ellipsis__"]
    missing = rank - sum(each is not None for each in key) + len(dots)
    if missing < 0 or len(dots) > 1:
        return None
    at = dots[0] if dots else len(key)
    return [*key[:at], *[every] * missing, *key[at + len(dots) :]]


def _edges(part: Any, extent: int) -> tuple[int, int, int] | None:
    """Give where a part of an axis begins, ends, and by which steps it goes."""
    if type(part) is int:
        at = part % extent if -extent <= part < extent else None
        return None if at is None else (at, at + 1, 1)
    if not _is_slice(part):
        return None
    config = part["config"]
    steps = [config.get(name) for name in ("start", "stop", "step")]
    if any(each is not None and type(each) is not int for each in steps) or steps[2] == 0:
        return None
    return slice(*steps).indices(extent)


def cut(call: Call, axis: int, edges: tuple[int, int, int]) -> Tensor:
    """Take a part of one axis of a shape without its batch; nothing where all of it is taken, forward or backward."""
    extent, (start, stop, step) = call.shape[axis], edges
    kept = len(range(*edges))
    if kept == extent:
        return call.reads[0]
    shape = (*call.shape[:axis], kept, *call.shape[axis + 1 :])
    if step < 1 or len(call.volume) != len(call.shape):
        return call.state("a part of an axis", shape)
    ours = call.order.axis(axis + 1, len(call.shape))
    fields: dict[str, Any] = {} if ours == "depth" else {"axis": ours}
    fields |= {"start": start, "stop": stop, **({"step": step} if step > 1 else {})}
    return call.shaped().add("slice", fields)


def split(call: Call) -> Made:
    """Take an axis apart: in so many parts, or at places."""
    axis = place(int(call.get("axis", default=0)), call.shape)
    extent, asked = call.shape[axis], call.get("indices_or_sections", "sections", default=1)
    if not isinstance(asked, list) and not 0 < asked <= MOST_PARTS:
        return call.unknown()
    edges = [0, *(asked if isinstance(asked, list) else (extent * at // asked for at in range(1, asked))), extent]
    return tuple(cut(call, axis, (start, stop, 1)) for start, stop in pairwise(edges))


def unstacked(call: Call) -> Made:
    """Take the places of an axis apart, which is then gone."""
    axis = place(int(call.get("axis", default=0)), call.shape)
    rest = (*call.shape[:axis], *call.shape[axis + 1 :])
    if call.shape[axis] > MOST_PARTS:
        return call.unknown()
    return tuple(cut(call, axis, (at, at + 1, 1))._replace(shape=rest) for at in range(call.shape[axis]))


def stack(call: Call) -> Tensor:
    """Put tensors side by side along a new axis."""
    axis = int(call.get("axis", default=0)) % (len(call.shape) + 2) - 1
    reads = tuple(each._replace(shape=(*each.shape[:axis], 1, *each.shape[axis:])) for each in call.reads)
    return concat(call._replace(reads=reads), axis + 1)


def concat(call: Call, axis: int | None = None) -> Tensor:
    """Put tensors one behind the other along an axis."""
    along = int(call.get("axis", default=0)) if axis is None else axis
    if len(call.volume) != len(call.shape) or not along % (len(call.shape) + 1):
        at = place(along, call.shape)
        total = sum(each.shape[at] for each in call.reads) if at >= 0 else 0
        shape = tuple(total if each == at else extent for each, extent in enumerate(call.shape))
        return call.state("tensors side by side", shape)
    few = call.shaped()
    return beside(few._replace(lead=0), along)


def pad(call: Call) -> Tensor:
    """Put values around: zeros around a map by our own kind."""
    widths = [[int(each) for each in pair] for pair in call.get("pad_width", default=[])]
    shape = tuple(extent + sum(pair) for extent, pair in zip(call.shape, widths[1:], strict=False))
    spatial = widths[2:] if call.order.first and len(widths) > 3 else widths[1:-1]
    others = (widths[0], widths[1] if call.order.first and len(widths) > 3 else widths[-1])
    if any(map(any, others)) or call.get("mode", default="constant") != "constant" or not call.volume.spatial:
        return call.state("values put around", shape)
    return call.shaped().add("zero_pad", {"pad": sides(call, spatial)})


def repeated(call: Call) -> Tensor:
    """Make the same values several times along an axis."""
    axis = place(int(call.get("axis", default=0)), call.shape)
    times = call.get("repeats", default=1)
    times = sum(times) // max(1, call.shape[axis]) if isinstance(times, list) and len(times) > 1 else times
    times = times[0] if isinstance(times, list) else times
    return _more(call, tuple(extent * int(times) if at == axis else extent for at, extent in enumerate(call.shape)))


def tiled(call: Call) -> Tensor:
    """Make the same values several times along axes."""
    times = call.get("repeats", default=[])
    listed = [int(each) for each in (times if isinstance(times, list) else [times])]
    whole_ = [1] * (len(call.shape) + 1 - len(listed)) + listed
    return _more(call, tuple(extent * each for extent, each in zip(call.shape, whole_[1:], strict=True)))


def stretched_to(call: Call) -> Tensor:
    """Stretch values to a shape."""
    shape = [each if type(each) is int else 1 for each in call.get("shape", default=[])]
    return _more(call, tuple(shape[1:]))


def _more(call: Call, shape: Shape) -> Tensor:
    return call.reads[0]._replace(shape=shape) if shape == call.shape else call.state("the same values again", shape)


def looked_up(call: Call) -> Tensor:
    """Take places of an axis by their numbers."""
    if call.stated is not None:
        return call.state("places of an axis", call.stated)
    return call.unknown()
