"""Attention in its parts: projections, queries by keys, shares of values, the projection of all heads."""

from math import inf, prod
from typing import NamedTuple

from netcalc.models.source.onnx.arrays import connected
from netcalc.models.source.onnx.graph import Tensor
from netcalc.models.source.onnx.layer import Layer
from netcalc.models.source.piece import Unfit
from netcalc.volume import Volume


class Heads(NamedTuple):
    """How many heads ask and answer, and how many values one has."""

    asking: int
    answering: int
    size: int


def attention(layer: Layer) -> Tensor:
    """Write attention over all positions."""
    of, graph = layer.layer, layer.graph
    if of.window_ is not None or of.relative_bias:
        raise Unfit("attention in windows is written for PyTorch alone")
    heads = Heads(of.heads, of.kv_heads or of.heads, of.head_size or layer.of.depth // of.heads)
    asked, keyed = graph.last(layer.reads[0]), graph.last(layer.reads[-1])
    T, T_k = (max(1, prod(read.volume.spatial)) for read in (asked, keyed))
    rows = [_rows(layer, read, count) for read, count in ((asked, T), (keyed, T_k))]
    query = _divided(layer, rows[0], "q_proj", heads.asking, heads, order=(0, 2, 1, 3))
    key = _divided(layer, rows[1], "k_proj", heads.answering, heads, order=(0, 2, 3, 1))
    value = _divided(layer, rows[1], "v_proj", heads.answering, heads, order=(0, 2, 1, 3))
    shares = _shares(layer, query, key, (1, heads.asking, T, T_k))
    made = graph.node("MatMul", [shares, value], (1, heads.asking, T, heads.size))
    made = graph.node("Transpose", [made], (1, T, heads.asking, heads.size), perm=(0, 2, 1, 3))
    wide = heads.asking * heads.size
    made = graph.node("Reshape", [made, graph.whole((1, T, wide))], (1, T, wide))
    read = Tensor(made, Volume((T, wide)), last=True)
    leaves = _projected(layer, read, "out_proj", layer.made.depth)
    if len(asked.volume.spatial) == 1:
        return leaves
    shape = Tensor("", layer.made, last=bool(layer.made.spatial))
    return shape._replace(name=graph.node("Reshape", [leaves.name, graph.whole(shape.shape)], shape.shape))


def _rows(layer: Layer, read: Tensor, count: int) -> Tensor:
    """Lay positions out one after the other, whatever axes they have."""
    if len(read.volume.spatial) == 1:
        return read
    made = Tensor("", Volume((count, read.volume.depth)), last=True)
    return made._replace(name=layer.graph.node("Reshape", [read.name, layer.graph.whole(made.shape)], made.shape))


def _projected(layer: Layer, read: Tensor, name: str, units: int) -> Tensor:
    """Write one projection, with its bias if there is one."""
    weight = layer.array(f"{name}.weight", units, read.volume.depth)
    bias = [layer.array(f"{name}.bias", units)] if layer.layer.bias else []
    return connected(layer, read, units, weight, bias)


def _divided(layer: Layer, read: Tensor, name: str, many: int, heads: Heads, order: tuple[int, ...]) -> str:
    """Write a projection divided into heads, each standing as often as heads ask it; the axes then in this order."""
    graph, T = layer.graph, read.volume[0]
    made = _projected(layer, read, name, many * heads.size).name
    made = graph.node("Reshape", [made, graph.whole((1, T, many, heads.size))], (1, T, many, heads.size))
    if many != heads.asking:
        times = heads.asking // many
        made = graph.node("Unsqueeze", [made, graph.whole((3,))], (1, T, many, 1, heads.size))
        wide = (1, T, many, times, heads.size)
        made = graph.node("Expand", [made, graph.whole(wide)], wide)
        made = graph.node("Reshape", [made, graph.whole((1, T, heads.asking, heads.size))],
                          (1, T, heads.asking, heads.size))  # fmt: skip
    shape = (1, T, heads.asking, heads.size)
    return graph.node("Transpose", [made], tuple(shape[axis] for axis in order), perm=order)


def _shares(layer: Layer, query: str, key: str, shape: tuple[int, ...]) -> str:
    """Write how much each query takes of each key's value: over those before it alone where it is causal."""
    graph = layer.graph
    size = graph.shapes[query][-1]
    made = graph.node("MatMul", [query, key], shape)
    made = graph.node("Mul", [made, graph.number(size**-0.5)], shape)
    if layer.layer.causal:
        above = graph.node("Trilu", [graph.filled(shape[2:], -inf), graph.scalar(1)], shape[2:], upper=1)
        made = graph.node("Add", [made, above], shape)
    return graph.node("Softmax", [made], shape, axis=-1)
