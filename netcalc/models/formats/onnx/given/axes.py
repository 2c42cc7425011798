"""Axes and shapes in our words: those of an operator that moves values about, joins or reduces them."""

from collections.abc import Callable
from typing import Final

from netcalc.models.formats.onnx.given.words import Env, Reads, Words, numbers, rank_of
from netcalc.models.tensors.program import Op


def _axis(default: int) -> Callable[[Op, Env], Words]:
    def read(op: Op, _: Env) -> Words:
        return op.reads, {"axis": op.given.get("axis", default)}

    return read


def _view(op: Op, env: Env) -> Words:
    if op.name == "Reshape":
        asked = numbers(op, env, 1, "shape")
        return op.reads[:1], {"shape": asked, "zeros": op.given.get("allowzero")}
    axis = int(op.given.get("axis", 1))
    found = env.get(op.reads[0])
    shape = found.shape if found is not None else ()
    axis += len(shape) if axis < 0 else 0
    first = last = 1
    for place, extent in enumerate(shape):
        first, last = (first * extent, last) if place < axis else (first, last * extent)
    return op.reads[:1], {"shape": [first, last], "zeros": True}


def _unsqueeze(op: Op, env: Env) -> Words:
    axes, found = numbers(op, env, 1, "axes") or [], env.get(op.reads[0])
    shape = list(found.shape) if found is not None else []
    rank = len(shape) + len(axes)
    for axis in sorted(int(axis) % rank for axis in axes):
        shape.insert(axis, 1)
    return op.reads[:1], {"shape": shape, "zeros": True}


def _squeeze(op: Op, env: Env) -> Words:
    axes, found = numbers(op, env, 1, "axes"), env.get(op.reads[0])
    shape = list(found.shape) if found is not None else []
    ones = {place for place, extent in enumerate(shape) if extent == 1}
    gone = {int(axis) % max(1, len(shape)) for axis in axes} if axes else ones
    return op.reads[:1], {"shape": [extent for p, extent in enumerate(shape) if p not in gone], "zeros": True}


def _permute(op: Op, _: Env) -> Words:
    return op.reads, {"axes": op.given.get("perm")}


def _expand(op: Op, env: Env) -> Words:
    asked, found = numbers(op, env, 1), env.get(op.reads[0])
    if asked is None or found is None:
        return op.reads[:1], {}
    longer = max(len(asked), len(found.shape))
    came = [1] * (longer - len(found.shape)) + list(found.shape)
    asked = [1] * (longer - len(asked)) + asked
    shape = [a * b if op.name == "Tile" else max(a, b) for a, b in zip(came, asked, strict=True)]
    return op.reads[:1], {"shape": shape}


def _slice(op: Op, env: Env) -> Words:
    starts, ends = numbers(op, env, 1, "starts"), numbers(op, env, 2, "ends")
    if starts is None or ends is None:
        return op.reads[:1], {}
    axes = numbers(op, env, 3, "axes") or list(range(len(starts)))
    steps = numbers(op, env, 4, "steps") or [1] * len(starts)
    return op.reads[:1], {"parts": list(zip(axes, starts, ends, steps, strict=True))}


def _split(op: Op, env: Env) -> Words:
    sizes = numbers(op, env, 1, "split")
    return op.reads[:1], {"axis": op.given.get("axis", 0), "sizes": sizes, "chunks": len(op.makes)}


def _reduce(op: Op, env: Env) -> Words:
    how = {"ReduceMean": "mean", "ReduceMax": "max", "ReduceSum": "sum", "ReduceL2": "l2"}[op.name]
    axes = numbers(op, env, 1, "axes")
    whole = list(range(rank_of(op, env))) if axes is None else axes
    return op.reads[:1], {"axes": whole, "keep": op.given.get("keepdims", 1), "how": how}


def _place(op: Op, _: Env) -> Words:
    return op.reads, {"axis": op.given.get("axis", 0), "keep": op.given.get("keepdims", 1)}


AXES: Final[Reads] = {
    **dict.fromkeys(("view", "flatten"), _view),
    "concat": _axis(1),
    "index": _axis(0),
    "unsqueeze": _unsqueeze,
    "squeeze": _squeeze,
    "permute": _permute,
    "expand": _expand,
    "slice": _slice,
    "split": _split,
    "reduce": _reduce,
    "place": _place,
}
