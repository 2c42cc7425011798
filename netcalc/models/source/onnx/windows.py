"""Kinds that slide a window: convolutions and pools."""

from typing import Final

from netcalc.models.source.onnx.graph import Tensor
from netcalc.models.source.onnx.layer import Layer
from netcalc.models.source.onnx.shapes import padded
from netcalc.models.source.piece import Unfit

MODES: Final = {"reflect": "reflect", "replicate": "edge", "circular": "wrap"}
CLIPPED: Final = 22  # the opset in which no window begins in the padding at the end


def _slid(layer: Layer, sides: list[tuple[int, int]]) -> dict[str, tuple[int, ...]]:
    """Give the attributes of a window: rows first, all padding before, then all behind."""
    window = layer.of.window
    return {
        "kernel_shape": layer.numbers(slide.size for slide in window),
        "strides": layer.numbers(slide.stride for slide in window),
        "pads": (*layer.numbers(before for before, _ in sides), *layer.numbers(after for _, after in sides)),
        "dilations": layer.numbers(slide.dilation for slide in window),
    }


def conv(layer: Layer) -> Tensor:
    """Write a convolution; padding that is no zeros stands before it."""
    of, graph, read = layer.layer, layer.graph, layer.graph.first(layer.reads[0])
    if of.connect is not None:
        raise Unfit("ONNX's filters read all slices of their group, and these read chosen ones")
    sides = layer.of.sides
    if of.pad_mode in MODES and any(map(any, sides)):
        read, sides = padded(graph, read, sides, MODES[of.pad_mode]), [(0, 0)] * len(sides)
    given = _slid(layer, sides)
    groups = layer.of.groups
    arrays = [layer.array("weight", of.filters, layer.of.depth // groups, *given["kernel_shape"])]
    arrays += [layer.array("bias", of.filters)] if of.bias else []
    made = read.made("", layer.made)
    return made._replace(name=graph.node("Conv", [read.name, *arrays], made.shape, group=groups, **given))


def conv_transpose(layer: Layer) -> Tensor:
    """Write a transposed convolution; a bias of its own stands behind weights that are another's."""
    of, graph, read = layer.layer, layer.graph, layer.graph.first(layer.reads[0])
    window = layer.of.window
    given = _slid(layer, [(max(0, slide.before), max(0, slide.after)) for slide in window])
    more = layer.numbers(slide.extra + max(0, -slide.after) for slide in window)
    if any(each >= max(slide.stride, slide.dilation) for each, slide in zip(more, reversed(window), strict=True)):
        raise Unfit("ONNX adds less than a stride behind a transposed convolution")
    groups = layer.of.groups
    arrays = [layer.array("weight", layer.of.depth, of.filters // groups, *given["kernel_shape"])]
    arrays += [(layer.own if layer.turned else layer.array)("bias", of.filters)] if of.bias else []
    made = read.made("", layer.made)
    name = graph.node("ConvTranspose", [read.name, *arrays], made.shape, group=groups, output_padding=more, **given)
    return made._replace(name=name)


def pool(layer: Layer) -> Tensor:
    """Write a pool; a mean counts the padding, but not what overhangs it."""
    of, graph, read = layer.layer, layer.graph, layer.graph.first(layer.reads[0])
    if of.trainable:
        raise Unfit("ONNX's pools learn nothing, and this one has a coefficient and a bias a slice")
    made = read.made("", layer.made)
    if of.op == "max":
        name = graph.node("MaxPool", [read.name], made.shape, **_slid(layer, layer.of.sides))
        return made._replace(name=name)
    written = [(slide.before, slide.after) for slide in layer.of.window]
    ceil = written != layer.of.sides
    graph.opset = max(graph.opset, CLIPPED if ceil else 0)
    given = _slid(layer, written)
    name = graph.node("AveragePool", [read.name], made.shape, ceil_mode=int(ceil), count_include_pad=1, **given)
    return made._replace(name=name)


def global_pool(layer: Layer) -> Tensor:
    """Write a pool over all positions."""
    read = layer.graph.first(layer.reads[0])
    if not read.volume.spatial:
        return read.made(layer.graph.node("Identity", [read.name], read.shape))
    made = read.made("", layer.made)
    kind = "GlobalAveragePool" if layer.layer.op == "avg" else "GlobalMaxPool"
    return made._replace(name=layer.graph.node(kind, [read.name], made.shape))


def adaptive_pool(layer: Layer) -> Tensor:
    """Write a pool that makes so many positions, where they divide those that came."""
    read = layer.graph.first(layer.reads[0])
    made = read.made("", layer.made)
    pairs = list(zip(read.volume.spatial, made.volume.spatial, strict=True))
    if any(came % left for came, left in pairs):
        raise Unfit("ONNX has no pool whose windows are of unlike sizes")
    sizes = layer.numbers(came // left for came, left in pairs)
    kind = "AveragePool" if layer.layer.op == "avg" else "MaxPool"
    return made._replace(name=layer.graph.node(kind, [read.name], made.shape, kernel_shape=sizes, strides=sizes))


def local(_: Layer) -> Tensor:
    """Refuse filters that are not shared."""
    raise Unfit("ONNX has no convolution whose filters are not shared")
