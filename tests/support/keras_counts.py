"""Counts of a Keras model by its own layers: params, statistics, shapes that leave, multiplications."""

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeAlias

Shapes: TypeAlias = Sequence[Sequence[int | None]]
RECURRENT = ("LSTM", "GRU", "SimpleRNN")


class Counts(NamedTuple):
    """What a model comes to; shapes are Keras' own, without the batch."""

    params: int
    buffers: int
    macs: int
    outputs: tuple[tuple[int, ...], ...]


def counts(model: Any) -> Counts:
    """Count a model of Keras."""
    weights = {id(each): each for each in model.weights}
    every = sum(math.prod(each.shape) for each in weights.values())
    layers = {id(each): each for each in model._flatten_layers(include_self=True, recursive=True)}
    kept = [_kept(each) for each in layers.values()]
    statistics, places = sum(each[0] for each in kept), sum(each[1] for each in kept)
    outputs = tuple(tuple(each.shape[1:]) for each in model.outputs)
    return Counts(every - statistics - places, statistics, macs(model), outputs)


def _kept(layer: Any) -> tuple[int, int]:
    """Give how many statistics a layer keeps, and how many counters beside."""
    kind = type(layer).__name__
    if kind == "BatchNormalization":
        return 2 * math.prod(layer.moving_mean.shape), 0
    if kind == "Normalization" and layer.input_mean is None:
        return 2 * math.prod(layer.adapt_mean.shape), 1
    return 0, 0


def macs(model: Any) -> int:
    """Count the multiplications of a model, node by node."""
    graph = model._functional if type(model).__name__ == "Sequential" else model
    made = 0
    for nodes in graph._nodes_by_depth.values():
        for node in nodes:
            reads = [_whole(each.shape) for each in node.input_tensors]
            leaves = [_whole(each.shape) for each in node.output_tensors]
            if not node.is_input:
                made += of_layer(node.operation, reads, leaves, node)
    return made


def _whole(shape: Sequence[int | None]) -> list[int]:
    return [1 if extent is None else extent for extent in shape]


def of_layer(layer: Any, reads: list[list[int]], leaves: list[list[int]], node: Any = None) -> int:
    """Count the multiplications of one layer."""
    kind = type(layer).__name__
    if hasattr(layer, "_nodes_by_depth") or kind == "Sequential":
        return macs(layer)
    if kind == "TimeDistributed":
        inner = [None, *reads[0][2:]]
        left = _whole(layer.layer.compute_output_shape(inner))
        return reads[0][1] * of_layer(layer.layer, [_whole(inner)], [left])
    if kind == "Bidirectional":
        return sum(of_layer(each, reads, leaves) for each in (layer.forward_layer, layer.backward_layer))
    if kind == "MultiHeadAttention":
        return _attention(layer, node)
    rule = RULES.get(kind)
    return 0 if rule is None else rule(layer, reads[0], leaves[0])


def _positions(layer: Any, shape: list[int]) -> int:
    first = getattr(layer, "data_format", "channels_last") == "channels_first"
    return math.prod(shape[2:] if first else shape[1:-1])


def _size(array: Any) -> int:
    return math.prod(array.shape)


def _attention(layer: Any, node: Any) -> int:
    query, value, *rest = [_whole(each.shape) for each in node.arguments.args]
    key = rest[0] if rest else value
    asked, answering, shared = (math.prod(each[1:-1]) for each in (query, key, value))
    heads = layer._num_heads * (layer._key_dim + layer._value_dim)
    over = math.prod(key[axis] for axis in layer._attention_axes)
    projected = asked * (_size(layer.query_dense.kernel) + _size(layer.output_dense.kernel))
    projected += answering * _size(layer.key_dense.kernel) + shared * _size(layer.value_dense.kernel)
    return int(projected + asked * over * heads)


def _slid(layer: Any, _: list[int], left: list[int]) -> int:
    return _positions(layer, left) * _size(layer.kernel)


RULES: dict[str, Callable[[Any, list[int], list[int]], int]] = {
    **dict.fromkeys(("Conv1D", "Conv2D", "Conv3D", "DepthwiseConv1D", "DepthwiseConv2D"), _slid),
    **dict.fromkeys(("Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"),
                    lambda layer, read, _: _positions(layer, read) * _size(layer.kernel)),
    **dict.fromkeys(("SeparableConv1D", "SeparableConv2D"), lambda layer, _, left: _positions(layer, left) * (
        _size(layer.depthwise_kernel) + _size(layer.pointwise_kernel))),
    **dict.fromkeys(RECURRENT, lambda layer, read, _: read[1] * (
        _size(layer.cell.kernel) + _size(layer.cell.recurrent_kernel))),
    "Dense": lambda layer, read, _: math.prod(read[1:-1]) * _size(layer.kernel),
}  # fmt: skip
