"""Functions along an axis: slopes one a channel, a softmax, a gated linear unit."""

from collections.abc import Mapping
from typing import Final

from netcalc.models.tensors.program import Op
from netcalc.models.tensors.value import Value
from netcalc.models.tensors.walk import Makes, Walk


def prelu(walk: Walk, op: Op) -> None:
    """Make a leaky ReLU whose slopes are learned, one a channel or one for all."""
    slopes, thing = walk.held(op, 1), walk.value(op.reads[0])
    volume = walk.volume(thing)
    if slopes is not None and slopes.size == volume.depth:
        number = walk.add("prelu", {}, [thing.number], op, slopes)
    else:
        size = slopes.size if slopes is not None else 0
        number = walk.draft.state("a PReLU with other slopes than one a channel", volume, [thing.number], op.path,
                                  params=size)  # fmt: skip
        walk.draft.owns(slopes.key if slopes else "", number)
    return walk.make(op, thing._replace(number=number))


def softmax(walk: Walk, op: Op) -> None:
    """Make a softmax: over the depth our own kind, over another axis nothing that multiplies."""
    thing = walk.thing(op.reads[0])
    if not isinstance(thing, Value):
        return walk.passed(op)
    axis = int(op.given.get("axis", -1)) % max(1, len(thing.shape))
    if thing.order is None and axis == len(thing.shape) - 1 and len(thing.shape) < 4:
        thing = walk.at(op.reads[0], "last", op.path)
    if thing.order is not None and (thing.order[-1] == axis or len(thing.order) == 1):
        return walk.make(op, thing._replace(number=walk.add(op.word, {}, [thing.number], op)))
    return walk.passed(op)


def glu(walk: Walk, op: Op) -> None:
    """Make a gated linear unit, which halves an axis."""
    value = walk.value(op.reads[0])
    axis = int(op.given.get("axis", -1)) % len(value.shape)
    read = walk.at(op.reads[0], "first" if axis == 1 and len(value.shape) > 2 else "last", op.path)
    shape = tuple(extent // 2 if place == axis else extent for place, extent in enumerate(read.shape))
    return walk.make(op, Value(walk.add("glu", {}, [read.number], op), shape, read.order, read.lead))


ALONG: Final[Mapping[str, Makes]] = {
    "prelu": prelu,
    "softmax": softmax,
    "log_softmax": softmax,
    "glu": glu,
}
