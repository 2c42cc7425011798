"""Says why an operator of ONNX cannot take the shapes that it reads, by the format's own rules."""

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Any, Final, TypeAlias

from netcalc.models.formats.onnx.given import Env, numbers
from netcalc.models.tensors.program import Op, Shape

Shapes: TypeAlias = Sequence[Shape | None]
Holds: TypeAlias = Callable[[Op, Env, Shapes], str]
IMAGE: Final = 3  # example, depth and one axis of space at least


def misfit(op: Op, env: Env, shapes: Shapes) -> str:
    """Say why an operator cannot take what it reads; nothing where it can, or where shapes are not known."""
    rule = RULES.get(op.name)
    return rule(op, env, shapes) if rule is not None and shapes and shapes[0] is not None else ""


def _axis(op: Op, _: Env, shapes: Shapes) -> str:
    rank = len(shapes[0] or ())
    return _outside(op.given["axis"], -rank, rank - 1, rank) if "axis" in op.given else ""


def _flat(op: Op, _: Env, shapes: Shapes) -> str:
    rank = len(shapes[0] or ())
    return _outside(op.given.get("axis", 1), -rank, rank, rank)


def _outside(axis: int, least: int, most: int, rank: int, name: str = "axis") -> str:
    if least <= axis <= most:
        return ""
    return f"`{name}` is {axis}, but what it reads has {_axes(rank)}"


def _axes(rank: int) -> str:
    return f"{rank} ax{'es' if rank != 1 else 'is'}"


def _listed(op: Op, env: Env, shapes: Shapes) -> str:
    rank = len(shapes[0] or ())
    asked = numbers(op, env, 3 if op.name == "Slice" else 1, "axes") or []
    rank += len(asked) if op.name == "Unsqueeze" else 0
    said = next((text for axis in asked if (text := _outside(int(axis), -rank, rank - 1, rank, "axes"))), "")
    if not said and len({int(axis) % max(1, rank) for axis in asked}) < len(asked):
        return f"`axes` is {_shown(asked)}: an axis stands there twice"
    return said


def _squeezed(op: Op, env: Env, shapes: Shapes) -> str:
    shape = shapes[0] or ()
    said = _listed(op, env, shapes)
    large = [axis for axis in numbers(op, env, 1, "axes") or [] if not said and shape[int(axis)] != 1]
    return said or (f"takes away axis {large[0]} of {_shown(shape)}, whose extent is not 1" if large else "")


def _turned(op: Op, _: Env, shapes: Shapes) -> str:
    rank, order = len(shapes[0] or ()), op.given.get("perm")
    if order is None or sorted(order) == list(range(rank)):
        return ""
    return f"`perm` is {_shown(order)}, but has to name each of {_axes(rank)} once, from 0 to {rank - 1}"


def _reshaped(op: Op, env: Env, shapes: Shapes) -> str:
    asked, came = numbers(op, env, 1, "shape"), shapes[0] or ()
    if asked is None:
        return ""
    if asked.count(-1) > 1:
        return f"the shape {_shown(asked)} leaves more than one extent open"
    if any(extent < -1 for extent in asked):
        return f"the shape {_shown(asked)} has an extent below -1"
    kept = [came[place] if not extent and not op.given.get("allowzero") and place < len(came) else extent
            for place, extent in enumerate(asked)]  # fmt: skip
    known = prod(extent for extent in kept if extent != -1)
    fits = known == prod(came) if -1 not in kept else known > 0 and prod(came) % known == 0
    return "" if fits else f"{prod(came):,} values of {_shown(came)} do not go into the shape {_shown(asked)}"


def _side_by_side(op: Op, _: Env, shapes: Shapes) -> str:
    first, axis = shapes[0] or (), op.given.get("axis")
    if axis is None and op.given["opset"] > 3:
        return "`axis` is missing"
    said = _outside(axis or 0, -len(first), len(first) - 1, len(first))
    for shape in () if said else shapes[1:]:
        at = (axis or 0) % max(1, len(first))
        same = shape is None or (
            len(shape) == len(first) and shape[:at] + shape[at + 1 :] == first[:at] + first[at + 1 :]
        )
        if not same:
            return f"puts {_shown(first)} and {_shown(shape)} side by side along axis {axis}: other extents differ"
    return said


def _parts(op: Op, env: Env, shapes: Shapes) -> str:
    said = _axis(op, env, shapes)
    sizes, shape = numbers(op, env, 1, "split"), shapes[0] or ()
    if said or not sizes:
        return said
    extent = shape[op.given.get("axis", 0)]
    return "" if sum(sizes) == extent else f"splits an extent of {extent} into parts of {_shown(sizes)}"


def _joined(op: Op, _: Env, shapes: Shapes) -> str:
    made: Shape = ()
    for shape in shapes:
        if shape is None or op.given.get("broadcast"):
            return ""
        longer = max(len(made), len(shape))
        one, other = ((1,) * (longer - len(each)) + each for each in (made, shape))
        if any(a != b and 1 not in (a, b) for a, b in zip(one, other, strict=True)):
            return f"joins {_shown(made)} and {_shown(shape)}, which cannot be stretched to each other"
        made = tuple(b if a == 1 else a for a, b in zip(one, other, strict=True))
    return ""


def _product(_: Op, __: Env, shapes: Shapes) -> str:
    one, other = shapes[0] or (), shapes[1]
    if other is None:
        return ""
    if not one or not other:
        return "multiplies a number by a matrix"
    inner = other[-2] if len(other) > 1 else other[-1]
    return "" if one[-1] == inner else f"multiplies matrices of {_shown(one)} and {_shown(other)}"


def _gemm(op: Op, _: Env, shapes: Shapes) -> str:
    one, other = shapes[0] or (), shapes[1]
    if other is None:
        return ""
    if len(one) != 2 or len(other) != 2:
        return f"multiplies {_shown(one)} and {_shown(other)}, but takes matrices alone"
    inner = other[1] if op.given.get("transB") else other[0]
    return "" if one[0 if op.given.get("transA") else 1] == inner else f"multiplies {_shown(one)} and {_shown(other)}"


def _conv(op: Op, env: Env, shapes: Shapes) -> str:
    came, weight = shapes[0] or (), shapes[1]
    said = _window(op, env, shapes)
    if said or weight is None:
        return said
    if len(weight) != len(came):
        return f"slides filters of {_shown(weight)} over {_shown(came)}, which has another count of axes"
    groups, size = op.given.get("group", 1), op.given.get("kernel_shape")
    if size and tuple(size) != weight[2:]:
        return f"`kernel_shape` is {_shown(size)}, but the filters are {_shown(weight)}"
    deep = weight[0] if op.name == "ConvTranspose" else weight[1] * groups
    if came[1] != deep or weight[0] % groups:
        return f"slides filters of {_shown(weight)} in {groups} group{'s' * (groups > 1)} over {_shown(came)}"
    return ""


def _window(op: Op, _: Env, shapes: Shapes) -> str:
    rank = len(shapes[0] or ())
    if rank < IMAGE:
        return f"slides a window over {_shown(shapes[0])}, which has no axis of space"
    for name, each in (("kernel_shape", 1), ("strides", 1), ("dilations", 1), ("pads", 2), ("output_padding", 1)):
        found = op.given.get(name)
        if found and len(found) != each * (rank - 2):
            asked = f"{each * (rank - 2)} numbers for {_axes(rank - 2)} of space"
            return f"`{name}` is {_shown(found)}, but has to have {asked}"
    return ""


def _channels(_: Op, __: Env, shapes: Shapes) -> str:
    came = shapes[0] or ()
    if len(came) < 2:
        return f"normalises the channels of {_shown(came)}, which has none"
    odd = [shape for shape in shapes[1:] if shape is not None and len(shape) == 1 and shape[0] != came[1]]
    return f"normalises {came[1]} channels with an array of {odd[0][0]}" if odd else ""


def _blocks(op: Op, _: Env, shapes: Shapes) -> str:
    shape, side = shapes[0] or (), op.given.get("blocksize", 1)
    if len(shape) != 4:
        return f"takes an image, not {_shown(shape)}"
    fits = shape[1] % side**2 == 0 if op.name == "DepthToSpace" else not any(extent % side for extent in shape[2:])
    return "" if fits else f"`blocksize` is {side}, which does not go into {_shown(shape)}"


def _pads(op: Op, env: Env, shapes: Shapes) -> str:
    pads, rank = numbers(op, env, 1, "pads"), len(shapes[0] or ())
    if pads is None or len(op.reads) > 3 or len(pads) == 2 * rank:
        return ""
    return f"`pads` has {len(pads)} numbers, but has to have two for each of {_axes(rank)}"


def _sequence(_: Op, __: Env, shapes: Shapes) -> str:
    came, weight = shapes[0] or (), shapes[1]
    if len(came) != 3:
        return f"reads a sequence of {_shown(came)}, but takes three axes: positions, examples, values"
    if weight is None or (len(weight) == 3 and weight[2] == came[2]):
        return ""
    return f"reads {came[2]} values at each position, but its weights are {_shown(weight)}"


def _shown(found: Any) -> str:
    """Show a list or shape as short as the message may be.

    >>> _shown((1, 3, 8, 8))
    '[1, 3, 8, 8]'
    """
    return str(list(found) if found is not None else found)[:80]


RULES: Final[Mapping[str, Holds]] = {
    **dict.fromkeys(("Softmax", "LogSoftmax", "LayerNormalization", "Gather", "GatherElements"), _axis),
    **dict.fromkeys(("Add", "Sub", "Mul", "Div", "Pow", "Sum", "Max", "Min", "Mean", "Where", "Mod"), _joined),
    **dict.fromkeys(("Unsqueeze", "Slice", "ReduceMean", "ReduceMax", "ReduceSum", "ReduceL2", "ReduceMin"), _listed),
    **dict.fromkeys(("MaxPool", "AveragePool", "LpPool", "GlobalAveragePool", "GlobalMaxPool"), _window),
    **dict.fromkeys(("Conv", "ConvTranspose"), _conv),
    **dict.fromkeys(("BatchNormalization", "InstanceNormalization"), _channels),
    **dict.fromkeys(("DepthToSpace", "SpaceToDepth"), _blocks),
    **dict.fromkeys(("RNN", "LSTM", "GRU"), _sequence),
    "Concat": _side_by_side,
    "Flatten": _flat,
    "Gemm": _gemm,
    "MatMul": _product,
    "Pad": _pads,
    "Reshape": _reshaped,
    "Split": _parts,
    "Squeeze": _squeezed,
    "Transpose": _turned,
}
