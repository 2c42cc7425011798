"""What the first operators of a graph say of an input of two axes and a batch: whether its depth stands first."""

from collections.abc import Mapping, Sequence
from typing import Final

from netcalc.models.tensors.program import Op, Shape

FIRST: Final = frozenset({"conv", "conv_transpose", "batchnorm", "max_pool", "avg_pool", "adaptive_avg", "instancenorm",
                          "groupnorm", "adaptive_max", "global_avg"})  # fmt: skip
LAST: Final = frozenset({"fc", "matmul", "layernorm", "rmsnorm", "lstm", "gru", "rnn"})
TURNS: Final = ((0, 2, 1), (0, -1, -2))
SWAPS: Final = ({1, 2}, {1, -1}, {-1, -2}, {2, -2})
MOVES: Final = ((1, -1), (1, 2), (-1, 1), (2, 1), (-2, -1), (-1, -2))
STEPS: Final = 3
BY_VALUE: Final = frozenset({"add", "subtract", "multiply", "divide", "same"})


def depth_first(name: str, shape: Shape, readers: Mapping[str, Sequence[Op]], shapes: Mapping[str, Shape]) -> bool:
    """Say whether the depth of an input stands second: a window slides over it, or it is turned to be last."""
    reading = readers.get(name, ())
    if any(op.word in FIRST for op in reading):
        return True
    if len(shape) != 3:
        return False
    ends = [_behind(op, shape, readers, shapes, STEPS) for op in reading]
    return bool(ends) and all(ends)


def depth_last(name: str, shape: Shape, readers: Mapping[str, Sequence[Op]], steps: int = STEPS) -> bool:
    """Say whether the depth of a map comes in last: it is turned to be second before anything slides over it."""
    reading = readers.get(name, ())
    return len(shape) > 3 and bool(reading) and all(_made_second(op, shape, readers, steps) for op in reading)


def _made_second(op: Op, shape: Shape, readers: Mapping[str, Sequence[Op]], steps: int) -> bool:
    """Say whether an operator turns the last axis to be the second, perhaps behind others value by value."""
    if op.word == "permute":
        order = op.given.get("axes") or op.given.get("perm") or ()
        return tuple(order) == (0, len(shape) - 1, *range(1, len(shape) - 1))
    return op.word in BY_VALUE and steps > 0 and depth_last(op.makes[0], shape, readers, steps - 1)


def _behind(op: Op, shape: Shape, readers: Mapping[str, Sequence[Op]], shapes: Mapping[str, Shape], steps: int) -> bool:
    """Say whether an operator turns the last two axes for what works on the last alone."""
    after = readers.get(op.makes[0], ()) if op.makes else ()
    if op.word == "permute" and _swapped(op):
        return any(each.word in LAST for each in after)
    same = op.word in ("view", "flatten") and shapes.get(op.makes[0]) == shape
    return (
        same and steps > 0 and bool(after) and all(_behind(each, shape, readers, shapes, steps - 1) for each in after)
    )


def _swapped(op: Op) -> bool:
    """Say whether the last two of three axes change places."""
    move = op.given.get("move")
    pair = tuple(each[0] for each in move) if move and all(len(each) == 1 for each in move) else ()
    return tuple(op.given.get("axes") or ()) in TURNS or set(op.given.get("swap") or ()) in SWAPS or pair in MOVES
