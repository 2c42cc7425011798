"""Values looked up by their places: the windows of a pool that is told its output, as an exporter lists them."""

from collections.abc import Mapping
from itertools import product
from typing import Final

from netcalc.models.tensors.program import Fixed, Op, Shape
from netcalc.models.tensors.unknown import unknown
from netcalc.models.tensors.value import WINDOWED, Value
from netcalc.models.tensors.walk import Makes, Walk

LOOKED: Final = 4  # rows of windows, rows, columns of windows, columns


def places(walk: Walk, op: Op) -> None:
    """Look values up along the first axes: each row of the last axis of the second tensor is a place."""
    asked = walk.thing(op.reads[1])
    if not asked.shape or op.given.get("batch_dims") or not isinstance(walk.thing(op.reads[0]), Value):
        return unknown(walk, op)
    value = walk.value(op.reads[0])
    shape = (*asked.shape[:-1], *value.shape[asked.shape[-1] :])
    if isinstance(asked, Fixed) and _windows(asked, value):
        return walk.make(op, Value(value.number, shape, None, value.lead, WINDOWED))
    return walk.make(op, walk.stated(op, "values looked up by their places", shape, [value.number], lead=None))


def _windows(asked: Fixed, value: Value) -> bool:
    """Say whether the places are those of a pool's windows over the rows and columns of a map, which stand first.

    Their extents say so; where the places themselves stand in the file, they have to be those.
    """
    if len(asked.shape) != LOOKED + 1 or asked.shape[-1] != 2 or value.order != (1, 0, 3):
        return False
    down, high, across, wide = asked.shape[:-1]
    rows, columns = _starts(value.shape[0], down, high), _starts(value.shape[1], across, wide)
    if rows is None or columns is None:
        return False
    far = (value.shape[0] - 1, value.shape[1] - 1)
    at = [min(each, most) for row, a, column, b in product(rows, range(high), columns, range(wide))
          for each, most in zip((row + a, column + b), far, strict=True)]  # fmt: skip
    return not asked.numbers or asked.numbers == tuple(at)


def _starts(size: int, parts: int, window: int) -> list[int] | None:
    """Give where so many windows over an extent begin; None where the largest is not of this size."""
    starts = [part * size // parts for part in range(parts)]
    ends = [-(-(part + 1) * size // parts) for part in range(parts)]
    return starts if max(end - start for start, end in zip(starts, ends, strict=True)) == window else None


def averaged(walk: Walk, op: Op, value: Value) -> bool:
    """Make a pool of the sum of windows' pixels, which is divided by how many they are; say whether it is one."""
    if op.word != "divide" or value.via != WINDOWED or len(value.shape) != LOOKED:
        return False
    walk.make(op, _pool(walk, op, value, value.shape, {}))
    return True


def pooled(walk: Walk, op: Op, value: Value, shape: Shape, how: str) -> Value | None:
    """Make a pool of windows that were looked up; None where they are not taken together as a pool does."""
    kinds: Mapping[str, dict[str, str]] = {"mean": {}, "max": {"op": "max"}}
    deep = walk.volume(value).depth
    stands = value.via == WINDOWED and len(value.shape) == LOOKED + 2 and value.shape[1] == deep
    if not stands or how not in kinds or shape != (value.shape[0], deep, value.shape[2], value.shape[4]):
        return None
    return _pool(walk, op, value, shape, kinds[how])


def _pool(walk: Walk, op: Op, value: Value, shape: Shape, how: Mapping[str, str]) -> Value:
    size = [shape[3], shape[2]] if shape[2] != shape[3] else shape[2]
    number = walk.draft.add("adaptive_pool", {"size": size, **how}, [value.number], op.path)
    return Value(number, shape, (3, 2, 1), 0)


def sampled(walk: Walk, op: Op) -> None:
    """Look values of a map up at the places of a grid, between its pixels; a grid of the file is no weight."""
    value, grid = walk.at(op.reads[0], "first", op.path), walk.thing(op.reads[1])
    shape = walk.shape(op) or (*value.shape[:2], *grid.shape[1:-1])
    reads = [value.number, *([grid.number] if isinstance(grid, Value) else [])]
    made = walk.stated(op, "values looked up at the places of a grid", shape, list(dict.fromkeys(reads)))
    return walk.make(op, made)


PLACES: Final[Mapping[str, Makes]] = {"places": places, "sampled": sampled}
