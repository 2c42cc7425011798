"""Lists of tensors, as exporters write what they take apart before they optimise: each is a part of what was split."""

from collections.abc import Mapping, Sequence
from typing import Final

from netcalc.models.tensors.moves.parts import cut
from netcalc.models.tensors.program import Op
from netcalc.models.tensors.unknown import unknown
from netcalc.models.tensors.walk import Makes, Walk, numbers


def apart(walk: Walk, op: Op) -> None:
    """Take a tensor apart into a list; what is taken out of the list is a part of the tensor."""
    walk.lists[op.makes[0]] = op
    return walk.passed(op)


def listed(walk: Walk, op: Op) -> None:
    """Put tensors into a list."""
    walk.lists[op.makes[0]] = op
    return walk.passed(op)


def taken(walk: Walk, op: Op) -> None:
    """Take one tensor out of a list."""
    origin = walk.lists.get(op.reads[0])
    asked = numbers(walk.env.get(op.reads[1]))
    if origin is None or not asked:
        return unknown(walk, op)
    if origin.word == "listed":
        return walk.passed(op._replace(reads=(origin.reads[int(asked[0])],)))
    shape = walk.thing(origin.reads[0]).shape
    axis = int(origin.given.get("axis", 0)) % max(1, len(shape))
    parts, drop = _parts(walk, origin, shape[axis])
    place = int(asked[0]) % len(parts)
    start = sum(parts[:place])
    edges = (start, start + parts[place], 1)
    return cut(walk, op, 0, origin.reads[0], edges, axis=axis, drop=drop)


def _parts(walk: Walk, origin: Op, extent: int) -> tuple[Sequence[int], bool]:
    """Say how large the parts are: as listed, of one size, or of one value each, whose axis may go."""
    if len(origin.reads) < 2:
        return [1] * extent, not origin.given.get("keepdims", 1)
    sizes = walk.thing(origin.reads[1])
    found = [int(each) for each in numbers(sizes) or (extent,)]
    if sizes.shape:
        return found, False
    size = max(1, found[0])
    return [min(size, extent - start) for start in range(0, extent, size)], False


def together(walk: Walk, op: Op) -> None:
    """Put the tensors of a list side by side."""
    origin = walk.lists.get(op.reads[0])
    if origin is None or origin.word != "listed" or op.given.get("new_axis"):
        return unknown(walk, op)
    return walk.makes["concat"](walk, op._replace(word="concat", reads=origin.reads))


LISTS: Final[Mapping[str, Makes]] = {"apart": apart, "listed": listed, "taken": taken, "together": together}
