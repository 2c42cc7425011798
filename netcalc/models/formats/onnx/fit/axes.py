"""Axes that an operator names, shapes that it asks for: why they cannot be those of what it reads."""

from collections.abc import Mapping
from math import prod
from typing import Final

from netcalc.models.formats.onnx.fit.said import Holds, Shapes, counted, outside, shown
from netcalc.models.formats.onnx.given.words import Env, numbers
from netcalc.models.tensors.program import Op


def _axis(op: Op, _: Env, shapes: Shapes) -> str:
    rank = len(shapes[0] or ())
    return outside(op.given["axis"], -rank, rank - 1, rank) if "axis" in op.given else ""


def _flat(op: Op, _: Env, shapes: Shapes) -> str:
    rank = len(shapes[0] or ())
    return outside(op.given.get("axis", 1), -rank, rank, rank)


def _listed(op: Op, env: Env, shapes: Shapes) -> str:
    rank = len(shapes[0] or ())
    asked = numbers(op, env, 3 if op.name == "Slice" else 1, "axes") or []
    rank += len(asked) if op.name == "Unsqueeze" else 0
    said = next((text for axis in asked if (text := outside(int(axis), -rank, rank - 1, rank, "axes"))), "")
    if not said and len({int(axis) % max(1, rank) for axis in asked}) < len(asked):
        return f"`axes` is {shown(asked)}: an axis stands there twice"
    return said


def _squeezed(op: Op, env: Env, shapes: Shapes) -> str:
    shape = shapes[0] or ()
    said = _listed(op, env, shapes)
    large = [axis for axis in numbers(op, env, 1, "axes") or [] if not said and shape[int(axis)] != 1]
    return said or (f"takes away axis {large[0]} of {shown(shape)}, whose extent is not 1" if large else "")


def _turned(op: Op, _: Env, shapes: Shapes) -> str:
    rank, order = len(shapes[0] or ()), op.given.get("perm")
    if order is None or sorted(order) == list(range(rank)):
        return ""
    return f"`perm` is {shown(order)}, but has to name each of {counted(rank)} once, from 0 to {rank - 1}"


def _reshaped(op: Op, env: Env, shapes: Shapes) -> str:
    asked, came = numbers(op, env, 1, "shape"), shapes[0] or ()
    if asked is None:
        return ""
    if asked.count(-1) > 1:
        return f"the shape {shown(asked)} leaves more than one extent open"
    if any(extent < -1 for extent in asked):
        return f"the shape {shown(asked)} has an extent below -1"
    kept = [came[place] if not extent and not op.given.get("allowzero") and place < len(came) else extent
            for place, extent in enumerate(asked)]  # fmt: skip
    known = prod(extent for extent in kept if extent != -1)
    fits = known == prod(came) if -1 not in kept else known > 0 and prod(came) % known == 0
    return "" if fits else f"{prod(came):,} values of {shown(came)} do not go into the shape {shown(asked)}"


def _side_by_side(op: Op, _: Env, shapes: Shapes) -> str:
    first, axis = shapes[0] or (), op.given.get("axis")
    if axis is None and op.given["opset"] > 3:
        return "`axis` is missing"
    said = outside(axis or 0, -len(first), len(first) - 1, len(first))
    for shape in () if said else shapes[1:]:
        at = (axis or 0) % max(1, len(first))
        same = shape is None or (
            len(shape) == len(first) and shape[:at] + shape[at + 1 :] == first[:at] + first[at + 1 :]
        )
        if not same:
            return f"puts {shown(first)} and {shown(shape)} side by side along axis {axis}: other extents differ"
    return said


def _parts(op: Op, env: Env, shapes: Shapes) -> str:
    said = _axis(op, env, shapes)
    sizes, shape = numbers(op, env, 1, "split"), shapes[0] or ()
    if said or not sizes:
        return said
    extent = shape[op.given.get("axis", 0)]
    return "" if sum(sizes) == extent else f"splits an extent of {extent} into parts of {shown(sizes)}"


AXES: Final[Mapping[str, Holds]] = {
    **dict.fromkeys(("Softmax", "LogSoftmax", "LayerNormalization", "Gather", "GatherElements"), _axis),
    **dict.fromkeys(("Unsqueeze", "Slice", "ReduceMean", "ReduceMax", "ReduceSum", "ReduceL2", "ReduceMin"), _listed),
    "Concat": _side_by_side,
    "Flatten": _flat,
    "Reshape": _reshaped,
    "Split": _parts,
    "Squeeze": _squeezed,
    "Transpose": _turned,
}
