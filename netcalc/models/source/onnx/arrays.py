"""Kinds with arrays that slide no window: fully connected layers, norms, tables, what is learned."""

from collections.abc import Sequence
from math import prod

from netcalc.models.source.onnx.graph import WHOLE, Graph, Tensor
from netcalc.models.source.onnx.layer import Layer


def fc(layer: Layer) -> Tensor:
    """Write a fully connected layer: on all values, or at each position."""
    of, graph, (read,) = layer.layer, layer.graph, layer.reads
    if of.flatten or not read.volume.spatial:
        row = graph.flat(read)
        arrays = [_weight(layer, of.units, prod(read.volume)), *_bias(layer)]
        return Tensor(graph.node("Gemm", [row, *arrays], (1, of.units), transB=1), layer.made)
    return connected(layer, graph.last(read), of.units, _weight(layer, of.units, read.volume.depth), _bias(layer))


def _weight(layer: Layer, units: int, inputs: int) -> str:
    """Name the weights (out, in); of another layer the other way round they are turned."""
    if not layer.turned:
        return layer.array("weight", units, inputs)
    owned = layer.array("weight", inputs, units)
    if layer.owner_kind == "embedding":
        return owned
    return layer.graph.node("Transpose", [owned], (units, inputs), perm=(1, 0))


def _bias(layer: Layer) -> list[str]:
    """Name the bias, if there is one: a layer's own, where the weights are another's turned round."""
    made = layer.own if layer.turned else layer.array
    return [made("bias", layer.layer.units)] if layer.layer.bias else []


def connected(layer: Layer, read: Tensor, units: int, weight: str, bias: list[str]) -> Tensor:
    """Write a product with weights (out, in) at each position, and a bias."""
    graph = layer.graph
    turned = graph.node("Transpose", [weight], (read.volume.depth, units), perm=(1, 0))
    shape = (*read.shape[:-1], units)
    name = graph.node("MatMul", [read.name, turned], shape)
    name = graph.node("Add", [name, *bias], shape) if bias else name
    return read.made(name, type(read.volume)((*read.volume.spatial, units)))


def maxout(layer: Layer) -> Tensor:
    """Write the largest of several sums for each unit."""
    of, graph, (read,) = layer.layer, layer.graph, layer.reads
    row, many = graph.flat(read), of.units * of.pieces
    arrays = [layer.array("weight", many, prod(read.volume)), *([layer.array("bias", many)] if of.bias else [])]
    name = graph.node("Gemm", [row, *arrays], (1, many), transB=1)
    shape = (1, of.units, of.pieces)
    name = graph.node("Reshape", [name, graph.whole(shape)], shape)
    return Tensor(graph.node("ReduceMax", [name, graph.whole((2,))], (1, of.units), keepdims=0), layer.made)


def prelu(layer: Layer) -> Tensor:
    """Write a ReLU whose slope is learned, one a channel."""
    read = layer.graph.first(layer.reads[0])
    slopes = layer.array("weight", read.volume.depth, *(1,) * len(read.volume.spatial))
    return read.made(layer.graph.node("PRelu", [read.name, slopes], read.shape))


def _affine(layer: Layer, depth: int) -> list[str]:
    """Name the scale and the shift; where nothing is learned, ones and zeros."""
    if layer.layer.affine:
        return [layer.array("weight", depth), layer.array("bias", depth)]
    return [layer.graph.filled((depth,), 1.0), layer.graph.filled((depth,), 0.0)]


def batchnorm(layer: Layer) -> Tensor:
    """Write a batch norm by its running statistics."""
    read = layer.graph.first(layer.reads[0])
    depth = read.volume.depth
    arrays = [*_affine(layer, depth), layer.array("running_mean", depth), layer.array("running_var", depth)]
    given = {"epsilon": float(layer.layer.eps)}
    return read.made(layer.graph.node("BatchNormalization", [read.name, *arrays], read.shape, **given))


def instancenorm(layer: Layer) -> Tensor:
    """Write an instance norm."""
    read = layer.graph.first(layer.reads[0])
    arrays, given = _affine(layer, read.volume.depth), {"epsilon": float(layer.layer.eps)}
    return read.made(layer.graph.node("InstanceNormalization", [read.name, *arrays], read.shape, **given))


def groupnorm(layer: Layer) -> Tensor:
    """Write a norm over groups of the depth."""
    read, of = layer.graph.first(layer.reads[0]), layer.layer
    name = layer.graph.node(
        "GroupNormalization", [read.name, *_affine(layer, read.volume.depth)], read.shape,
        epsilon=float(of.eps), num_groups=int(of.groups),
    )  # fmt: skip
    return read.made(name)


def layernorm(layer: Layer) -> Tensor:
    """Write a layer norm over the depth at each position."""
    read = layer.graph.last(layer.reads[0])
    arrays = _affine(layer, read.volume.depth)
    given = {"epsilon": float(layer.layer.eps)}
    return read.made(layer.graph.node("LayerNormalization", [read.name, *arrays], read.shape, axis=-1, **given))


def rmsnorm(layer: Layer) -> Tensor:
    """Write a norm by the root of the mean square, in its parts: ONNX has it since its opset 23 alone."""
    graph, read = layer.graph, layer.graph.last(layer.reads[0])
    depth, few = read.volume.depth, (*read.shape[:-1], 1)
    squares = graph.node("Mul", [read.name, read.name], read.shape)
    mean = graph.node("ReduceMean", [squares, graph.whole((-1,))], few, keepdims=1)
    root = graph.node("Sqrt", [graph.node("Add", [mean, graph.number(float(layer.layer.eps))], few)], few)
    name = graph.node("Div", [read.name, root], read.shape)
    if layer.layer.affine:
        name = graph.node("Mul", [name, layer.array("weight", depth)], read.shape)
    return read.made(name)


def scale(layer: Layer) -> Tensor:
    """Write a learned factor, and perhaps a shift, a channel."""
    graph, read = layer.graph, layer.graph.first(layer.reads[0])
    shape = (read.volume.depth, *(1,) * len(read.volume.spatial))
    name = graph.node("Mul", [read.name, layer.array("weight", *shape)], read.shape)
    if layer.layer.bias:
        name = graph.node("Add", [name, layer.array("bias", *shape)], read.shape)
    return read.made(name)


def embedding(layer: Layer) -> Tensor:
    """Write a table of which a whole number takes a row."""
    graph, (read,), of = layer.graph, layer.reads, layer.layer
    table = layer.array("weight", of.vocabulary, of.depth_)
    made = Tensor("", layer.made, last=bool(layer.made.spatial))
    asked = read.name if graph.types.get(read.name) == WHOLE else _whole(graph, read, layer.made.spatial)
    return made._replace(name=graph.node("Gather", [table, asked], made.shape, axis=0))


def _whole(graph: Graph, read: Tensor, extents: Sequence[int]) -> str:
    """Let values be whole numbers, their depth no axis."""
    shape = (1, *reversed(extents))
    name = graph.node("Reshape", [read.name, graph.whole(shape)], shape)
    return graph.typed(graph.node("Cast", [name], shape, to=WHOLE), WHOLE)


def learned(layer: Layer) -> Tensor:
    """Write an array that is learned."""
    made = Tensor("", layer.made, last=len(layer.made.spatial) == 1)
    name = layer.array("weight", *made.shape)
    layer.graph.depths[name] = made.axis
    return made._replace(name=layer.graph.node("Identity", [name], made.shape))
