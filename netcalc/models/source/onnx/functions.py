"""Kinds without arrays that stay where they are: functions value by value, norms of neighbours, dropout."""

from math import prod
from typing import Final

from netcalc.models.source.onnx.graph import FLOAT, TRUTH, Graph, Tensor
from netcalc.models.source.onnx.layer import Layer, Writer

PLAIN: Final = {
    "relu": "Relu", "sigmoid": "Sigmoid", "tanh": "Tanh", "hard_swish": "HardSwish", "selu": "Selu",
    "softplus": "Softplus", "mish": "Mish", "exp": "Exp", "abs": "Abs",
}  # fmt: skip
BOUNDS: Final = {"relu6": (0.0, 6.0), "hard_tanh": (-1.0, 1.0)}
AXES: Final = 2  # of a map


def plain(kind: str) -> Writer:
    """Write a kind that is one operator."""
    return lambda layer: _one(layer, kind)


def _one(layer: Layer, kind: str, **given: float | str) -> Tensor:
    (read,) = layer.reads
    return read.made(layer.graph.node(kind, [read.name], read.shape, **given))


def bounded(layer: Layer) -> Tensor:
    """Write a function that stops at two bounds."""
    (read,) = layer.reads
    low, high = (layer.graph.number(bound) for bound in BOUNDS[layer.layer.kind])
    return read.made(layer.graph.node("Clip", [read.name, low, high], read.shape))


def shares(layer: Layer) -> Tensor:
    """Write a softmax over the depth, or its logarithm."""
    (read,) = layer.reads
    kind = "Softmax" if layer.layer.kind == "softmax" else "LogSoftmax"
    return read.made(layer.graph.node(kind, [read.name], read.shape, axis=read.axis))


def hard_sigmoid(layer: Layer) -> Tensor:
    """Write a sigmoid of straight lines, PyTorch's: x/6 + 1/2."""
    return _one(layer, "HardSigmoid", alpha=1 / 6, beta=0.5)


def leaky_relu(layer: Layer) -> Tensor:
    """Write a leaky ReLU with its slope."""
    return _one(layer, "LeakyRelu", alpha=float(layer.layer.slope))


def elu(layer: Layer) -> Tensor:
    """Write an ELU with its alpha."""
    return _one(layer, "Elu", alpha=float(layer.layer.alpha))


def gelu(layer: Layer) -> Tensor:
    """Write a GELU, exact or by tanh."""
    return _one(layer, "Gelu", approximate=str(layer.layer.approximate))


def silu(layer: Layer) -> Tensor:
    """Write x times its sigmoid."""
    (read,) = layer.reads
    return read.made(gated(layer.graph, read, "silu", read.shape))


def square(layer: Layer) -> Tensor:
    """Write x times itself."""
    (read,) = layer.reads
    return read.made(layer.graph.node("Mul", [read.name, read.name], read.shape))


def step(layer: Layer) -> Tensor:
    """Write 1 from 0 up, else 0."""
    (read,) = layer.reads
    above = layer.graph.node("GreaterOrEqual", [read.name, layer.graph.number(0.0)], read.shape)
    layer.graph.typed(above, TRUTH)
    return read.made(layer.graph.node("Cast", [above], read.shape, to=1))


def dropout(layer: Layer) -> Tensor:
    """Write dropout with its rate, which does nothing when a model is run."""
    (read,) = layer.reads
    rate = layer.graph.number(float(layer.layer.rate))
    return read.made(layer.graph.node("Dropout", [read.name, rate], read.shape))


def glu(layer: Layer) -> Tensor:
    """Write a gated unit: the first half of the depth times a function of the second."""
    (read,) = layer.reads
    made = read.made("", layer.made)
    half = layer.graph.whole((layer.made.depth,) * 2)
    one, other = layer.graph.nodes("Split", [read.name, half], [made.shape] * 2, axis=read.axis)
    gate = gated(layer.graph, made._replace(name=other), layer.layer.op, made.shape)
    return made._replace(name=layer.graph.node("Mul", [one, gate], made.shape))


def gated(graph: Graph, read: Tensor, op: str, shape: tuple[int, ...]) -> str:
    """Write the function of a gate: sigmoid, silu, gelu or relu."""
    if op == "silu":
        return graph.node("Mul", [read.name, graph.node("Sigmoid", [read.name], shape)], shape)
    return graph.node({"sigmoid": "Sigmoid", "gelu": "Gelu", "relu": "Relu"}[op], [read.name], shape)


def lrn(layer: Layer) -> Tensor:
    """Write local response normalisation."""
    graph, read, of = layer.graph, layer.graph.first(layer.reads[0]), layer.layer
    given = {"alpha": float(of.alpha), "beta": float(of.beta), "bias": float(of.k), "size": int(of.size)}
    if len(read.volume.spatial) == AXES:
        return read.made(graph.node("LRN", [read.name], read.shape, **given))
    shape = (*read.shape[:2], 1, prod(read.shape[2:]))  # programs take maps alone
    name = graph.node("Reshape", [read.name, graph.whole(shape)], shape)
    name = graph.node("LRN", [name], shape, **given)
    return read.made(graph.node("Reshape", [name, graph.whole(read.shape)], read.shape))


def noise(layer: Layer) -> Tensor:
    """Write normal noise."""
    made = Tensor("", layer.made)
    name = layer.graph.node("RandomNormal", [], made.shape, shape=made.shape, dtype=FLOAT)
    layer.graph.depths[name] = made.axis
    return made._replace(name=name)
