"""Kinds that slide a window: convolutions and pools."""

from itertools import product
from math import prod
from typing import Final

from netcalc.models.source.onnx.graph import Tensor
from netcalc.models.source.onnx.layer import Layer
from netcalc.models.source.onnx.shapes import cut, padded, place
from netcalc.models.source.piece import Unfit
from netcalc.volume import Volume

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
    """Write a pool; one that learns has a coefficient and a bias a slice behind it."""
    made, graph = _pooled(layer), layer.graph
    if not layer.layer.trainable:
        return made
    shape = (made.volume.depth, *(1,) * len(made.volume.spatial))
    name = graph.node("Mul", [made.name, layer.array("weight", *shape)], made.shape)
    return made._replace(name=graph.node("Add", [name, layer.array("bias", *shape)], made.shape))


def _pooled(layer: Layer) -> Tensor:
    """Write the largest value of each window, or the mean, which counts the padding, but not what overhangs it."""
    of, graph, read = layer.layer, layer.graph, layer.graph.first(layer.reads[0])
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
        return _unlike(layer, read, pairs)
    sizes = layer.numbers(came // left for came, left in pairs)
    kind = "AveragePool" if layer.layer.op == "avg" else "MaxPool"
    return made._replace(name=layer.graph.node(kind, [read.name], made.shape, kernel_shape=sizes, strides=sizes))


def _unlike(layer: Layer, read: Tensor, pairs: list[tuple[int, int]]) -> Tensor:
    """Write a pool whose windows are of unlike sizes, along one axis after the other: window by window, then joined."""
    graph, kind = layer.graph, "ReduceMean" if layer.layer.op == "avg" else "ReduceMax"
    for axis, (came, left) in enumerate(pairs):
        at, extents, parts = place(axis, read), list(read.volume), list[str]()
        for window in range(left):
            edges = (window * came // left, -(-(window + 1) * came // left))
            extents[axis] = edges[1] - edges[0]
            part = cut(graph, read, Volume(extents), {at: (*edges, 1)})
            extents[axis] = 1
            shape = read.made("", Volume(extents)).shape
            parts.append(graph.node(kind, [part.name, graph.whole((at,))], shape, keepdims=1))
        extents[axis] = left
        made = read.made("", Volume(extents))
        read = made._replace(name=graph.node("Concat", parts, made.shape, axis=at))
    return read


def local(layer: Layer) -> Tensor:
    """Write filters that are not shared: the windows' values by an array as large, added up at each position."""
    of, graph, read = layer.layer, layer.graph, layer.graph.first(layer.reads[0])
    sides = layer.of.sides
    read = padded(graph, read, sides, MODES.get(of.pad_mode, "constant")) if any(map(any, sides)) else read
    places, size = layer.numbers(layer.made.spatial), prod(slide.size for slide in layer.of.window)
    D = read.volume.depth
    name = graph.node("Concat", _shifted(layer, read), (1, size * D, *places), axis=1)
    shape = (1, size, D, *places)
    name = graph.node("Reshape", [name, graph.whole(shape)], shape)
    order = (0, *range(3, len(shape)), 2, 1)
    name = graph.node("Transpose", [name], tuple(shape[axis] for axis in order), perm=order)
    laid = (1, 1, *places, D * size)
    name = graph.node("Reshape", [name, graph.whole(laid)], laid)
    name = graph.node("Mul", [name, layer.array("weight", of.filters, *laid[2:])], (1, of.filters, *laid[2:]))
    made = read.made("", layer.made)
    name = graph.node("ReduceSum", [name, graph.whole((-1,))], made.shape, keepdims=0)
    if of.bias:
        name = graph.node("Add", [name, layer.array("bias", of.filters, *places)], made.shape)
    return made._replace(name=name)


def _shifted(layer: Layer, read: Tensor) -> list[str]:
    """Cut out, for each value of a window, where it stands in all windows."""
    names, window = [], layer.of.window
    for shift in product(*(range(slide.size) for slide in reversed(window))):
        along = zip(reversed(shift), window, layer.made.spatial, strict=True)
        parts = {
            place(axis, read): (start, start + (extent - 1) * slide.stride + 1, slide.stride)
            for axis, (start, slide, extent) in enumerate(along)
        }
        part = cut(layer.graph, read, Volume((*layer.made.spatial, read.volume.depth)), parts)
        names.append(part.name)
    return names
