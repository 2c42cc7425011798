"""Windows, filters, norms of channels, blocks, sequences: why they do not go over what is read."""

from collections.abc import Mapping
from typing import Final

from netcalc.models.formats.onnx.fit.said import Holds, Shapes, counted, shown
from netcalc.models.formats.onnx.given.words import Env, numbers
from netcalc.models.tensors.program import Op

IMAGE: Final = 3  # example, depth and one axis of space at least


def _conv(op: Op, env: Env, shapes: Shapes) -> str:
    came, weight = shapes[0] or (), shapes[1]
    said = _window(op, env, shapes)
    if said or weight is None:
        return said
    if len(weight) != len(came):
        return f"slides filters of {shown(weight)} over {shown(came)}, which has another count of axes"
    groups, size = op.given.get("group", 1), op.given.get("kernel_shape")
    if size and tuple(size) != weight[2:]:
        return f"`kernel_shape` is {shown(size)}, but the filters are {shown(weight)}"
    deep = weight[0] if op.name == "ConvTranspose" else weight[1] * groups
    if came[1] != deep or weight[0] % groups:
        return f"slides filters of {shown(weight)} in {groups} group{'s' * (groups > 1)} over {shown(came)}"
    return ""


def _window(op: Op, _: Env, shapes: Shapes) -> str:
    rank = len(shapes[0] or ())
    if rank < IMAGE:
        return f"slides a window over {shown(shapes[0])}, which has no axis of space"
    for name, each in (("kernel_shape", 1), ("strides", 1), ("dilations", 1), ("pads", 2), ("output_padding", 1)):
        found = op.given.get(name)
        if found and len(found) != each * (rank - 2):
            asked = f"{each * (rank - 2)} numbers for {counted(rank - 2)} of space"
            return f"`{name}` is {shown(found)}, but has to have {asked}"
    return ""


def _channels(_: Op, __: Env, shapes: Shapes) -> str:
    came = shapes[0] or ()
    if len(came) < 2:
        return f"normalises the channels of {shown(came)}, which has none"
    odd = [shape for shape in shapes[1:] if shape is not None and len(shape) == 1 and shape[0] != came[1]]
    return f"normalises {came[1]} channels with an array of {odd[0][0]}" if odd else ""


def _blocks(op: Op, _: Env, shapes: Shapes) -> str:
    shape, side = shapes[0] or (), op.given.get("blocksize", 1)
    if len(shape) != 4:
        return f"takes an image, not {shown(shape)}"
    fits = shape[1] % side**2 == 0 if op.name == "DepthToSpace" else not any(extent % side for extent in shape[2:])
    return "" if fits else f"`blocksize` is {side}, which does not go into {shown(shape)}"


def _pads(op: Op, env: Env, shapes: Shapes) -> str:
    pads, rank = numbers(op, env, 1, "pads"), len(shapes[0] or ())
    if pads is None or len(op.reads) > 3 or len(pads) == 2 * rank:
        return ""
    return f"`pads` has {len(pads)} numbers, but has to have two for each of {counted(rank)}"


def _sequence(_: Op, __: Env, shapes: Shapes) -> str:
    came, weight = shapes[0] or (), shapes[1]
    if len(came) != 3:
        return f"reads a sequence of {shown(came)}, but takes three axes: positions, examples, values"
    if weight is None or (len(weight) == 3 and weight[2] == came[2]):
        return ""
    return f"reads {came[2]} values at each position, but its weights are {shown(weight)}"


WINDOWS: Final[Mapping[str, Holds]] = {
    **dict.fromkeys(("MaxPool", "AveragePool", "LpPool", "GlobalAveragePool", "GlobalMaxPool"), _window),
    **dict.fromkeys(("Conv", "ConvTranspose"), _conv),
    **dict.fromkeys(("BatchNormalization", "InstanceNormalization"), _channels),
    **dict.fromkeys(("DepthToSpace", "SpaceToDepth"), _blocks),
    **dict.fromkeys(("RNN", "LSTM", "GRU"), _sequence),
    "Pad": _pads,
}
