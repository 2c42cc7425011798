"""Kinds that put volumes together, cut them, or lay their values out anew."""

from math import prod

from netcalc.models.source.onnx.graph import Graph, Tensor
from netcalc.models.source.onnx.layer import Layer, Writer
from netcalc.models.source.piece import Unfit
from netcalc.volume import Volume

LINEAR = {"nearest": "nearest", "bilinear": "linear"}


def alike(graph: Graph, reads: tuple[Tensor, ...]) -> list[Tensor]:
    """Lay tensors out alike, as the first that has positions."""
    last = next((read.last for read in reads if read.volume.spatial), False)
    return [graph.last(read) if last else graph.first(read) for read in reads]


def joined(kind: str) -> Writer:
    """Write a join value by value, one after the other."""

    def join(layer: Layer) -> Tensor:
        graph, reads = layer.graph, alike(layer.graph, layer.reads)
        axes = max(len(read.volume.spatial) for read in reads)
        last = any(read.last for read in reads)
        names = [_spread(graph, read, axes, last=last) for read in reads]
        made, volume = names[0], Tensor("", _stretched(reads[0].volume, Volume((1,) * (axes + 1))), last)
        for name, read in zip(names[1:], reads[1:], strict=True):
            volume = volume._replace(volume=_stretched(volume.volume, read.volume))
            made = graph.node(kind, [made, name], volume.shape)
        return volume._replace(name=made)

    return join


def _stretched(one: Volume, other: Volume) -> Volume:
    """Give the volume of two that are joined: an extent of 1 is stretched."""
    long, short = (one, other) if len(one) >= len(other) else (other, one)
    pairs = zip(long, (*(1,) * (len(long) - len(short)), *short), strict=True)
    return Volume(max(pair) for pair in pairs)


def _spread(graph: Graph, read: Tensor, axes: int, *, last: bool) -> str:
    """Let a volume without positions stand at every one."""
    if read.volume.spatial or not axes:
        return read.name
    places = range(1, axes + 1) if last else range(2, axes + 2)
    shape = (1, *(1,) * axes, read.volume.depth) if last else (1, read.volume.depth, *(1,) * axes)
    return graph.node("Unsqueeze", [read.name, graph.whole(tuple(places))], shape)


def place(axis: int, tensor: Tensor) -> int:
    """Say which axis of a tensor an axis of its volume is."""
    axes = len(tensor.volume.spatial)
    if axis == axes:
        return tensor.axis
    return (axes if tensor.last else axes + 1) - axis


def concat(layer: Layer) -> Tensor:
    """Write volumes one behind the other along an axis."""
    reads = alike(layer.graph, layer.reads)
    made = reads[0].made("", layer.made)
    axis = len(layer.made) - 1 if layer.layer.axis == "depth" else int(layer.layer.axis)
    names = [read.name for read in reads]
    return made._replace(name=layer.graph.node("Concat", names, made.shape, axis=place(axis, made)))


def matmul(layer: Layer) -> Tensor:
    """Write a product of matrices, positions by depth."""
    graph = layer.graph
    one, other = map(graph.last, layer.reads)
    name = other.name
    if layer.layer.transpose_second:
        name = graph.node("Transpose", [name], (1, *reversed(other.shape[1:])), perm=(0, 2, 1))
    made = one.made("", layer.made)
    return made._replace(name=graph.node("MatMul", [one.name, name], made.shape))


def flatten(layer: Layer) -> Tensor:
    """Write all values in a row."""
    return Tensor(layer.graph.flat(layer.reads[0]), layer.made)


def reshape(layer: Layer) -> Tensor:
    """Write another shape of the same values."""
    return Tensor(reshaped(layer.graph, layer.reads[0], Tensor("", layer.made).shape), layer.made)


def reshaped(graph: Graph, read: Tensor, shape: tuple[int, ...]) -> str:
    """Lay the values of a tensor, depth slowest, out in another shape."""
    return graph.node("Reshape", [graph.first(read).name, graph.whole(shape)], shape)


def transpose(layer: Layer) -> Tensor:
    """Write axes in another order."""
    read = layer.graph.first(layer.reads[0])
    made = Tensor("", layer.made)
    axes = len(read.volume) - 1
    order = [0] * len(read.shape)
    for new, old in enumerate(layer.layer.order):
        order[place(new, made)] = place(old, read)
    if axes != len(layer.made) - 1:
        raise Unfit("its axes are no longer as many")
    return made._replace(name=layer.graph.node("Transpose", [read.name], made.shape, perm=order))


def sliced(layer: Layer) -> Tensor:
    """Write a part along an axis."""
    (read,), of = layer.reads, layer.layer
    axis = len(read.volume) - 1 if of.axis == "depth" else int(of.axis)
    start, stop, step = slice(of.start, of.stop, of.step).indices(read.volume[axis])
    return cut(layer.graph, read, layer.made, {place(axis, read): (start, stop, step)})


def cut(graph: Graph, read: Tensor, volume: Volume, parts: dict[int, tuple[int, int, int]]) -> Tensor:
    """Write the part of a tensor from start to stop along some of its axes."""
    made = read.made("", volume)
    starts, stops, steps = zip(*parts.values(), strict=True)
    given = [graph.whole(numbers) for numbers in (starts, stops, tuple(parts), steps)]
    return made._replace(name=graph.node("Slice", [read.name, *given], made.shape))


def crop(layer: Layer) -> Tensor:
    """Write what is left of a volume without its margin."""
    read = layer.reads[0]
    starts = [-slide.before for slide in layer.of.window]
    parts = {
        place(axis, read): (start, start + extent, 1)
        for axis, (start, extent) in enumerate(zip(starts, layer.made.spatial, strict=True))
    }
    return cut(layer.graph, read, layer.made, parts)


def zero_pad(layer: Layer) -> Tensor:
    """Write zeros around a volume."""
    sides = [(slide.before, slide.after) for slide in layer.of.window]
    return padded(layer.graph, layer.graph.first(layer.reads[0]), sides)


def padded(graph: Graph, read: Tensor, sides: list[tuple[int, int]], mode: str = "constant") -> Tensor:
    """Write pixels around a volume whose depth stands second."""
    before, after = (tuple(side[end] for side in reversed(sides)) for end in (0, 1))
    extents = [extent + sum(side) for extent, side in zip(read.volume.spatial, sides, strict=True)]
    made = read.made("", Volume((*extents, read.volume.depth)))
    pads = graph.whole((0, 0, *before, 0, 0, *after))
    return made._replace(name=graph.node("Pad", [read.name, pads], made.shape, mode=mode))


def upsample(layer: Layer) -> Tensor:
    """Write a volume with more pixels, the new ones like PyTorch's."""
    graph, read = layer.graph, layer.graph.first(layer.reads[0])
    made = read.made("", layer.made)
    linear = layer.layer.mode == "bilinear"
    name = graph.node(
        "Resize", [read.name, "", "", graph.whole(made.shape)], made.shape, mode=LINEAR[layer.layer.mode],
        coordinate_transformation_mode="half_pixel" if linear else "asymmetric",
        **({} if linear else {"nearest_mode": "floor"}),
    )  # fmt: skip
    return made._replace(name=name)


def reduce(layer: Layer) -> Tensor:
    """Write the mean, the largest, the sum or the length along some axes."""
    (read,) = layer.reads
    kind = {"mean": "ReduceMean", "max": "ReduceMax", "sum": "ReduceSum", "l2": "ReduceL2"}[layer.layer.op]
    axes = tuple(sorted(place(axis, read) for axis in layer.layer.along(read.volume)))
    made = read.made("", layer.made)
    return made._replace(name=layer.graph.node(kind, [read.name, layer.graph.whole(axes)], made.shape, keepdims=1))


def pixel_shuffle(layer: Layer) -> Tensor:
    """Write depth made into space, in PyTorch's order."""
    graph, read, factors = layer.graph, layer.graph.first(layer.reads[0]), layer.of.factors
    made = read.made("", layer.made)
    axes, extents = len(factors), tuple(reversed(read.volume.spatial))
    if axes == 2 and len(set(factors)) == 1:
        name = graph.node("DepthToSpace", [read.name], made.shape, blocksize=factors[0], mode="CRD")
        return made._replace(name=name)
    shape = (1, made.volume.depth, *factors, *extents)
    order = [0, 1, *(each for at in range(axes) for each in (2 + axes + at, 2 + at))]
    return _turned(graph, read, shape, order, made)


def space_to_depth(layer: Layer) -> Tensor:
    """Write space made into depth, in PyTorch's order."""
    graph, read, factors = layer.graph, layer.graph.first(layer.reads[0]), layer.of.factors
    made = read.made("", layer.made)
    axes, extents = len(factors), tuple(reversed(made.volume.spatial))
    shape = (1, read.volume.depth, *(each for pair in zip(extents, factors, strict=True) for each in pair))
    order = [0, 1, *(3 + 2 * at for at in range(axes)), *(2 + 2 * at for at in range(axes))]
    return _turned(graph, read, shape, order, made)


def channel_shuffle(layer: Layer) -> Tensor:
    """Write the depth with its groups mixed."""
    graph, read, groups = layer.graph, layer.graph.first(layer.reads[0]), int(layer.layer.groups)
    extents = read.shape[2:]
    shape = (1, groups, read.volume.depth // groups, *extents)
    return _turned(graph, read, shape, [0, 2, 1, *range(3, len(shape))], read.made("", layer.made))


def _turned(graph: Graph, read: Tensor, shape: tuple[int, ...], order: list[int], made: Tensor) -> Tensor:
    """Divide axes, turn them, and put them together again."""
    assert prod(shape) == prod(made.shape)  # the same values
    name = graph.node("Reshape", [read.name, graph.whole(shape)], shape)
    name = graph.node("Transpose", [name], tuple(shape[axis] for axis in order), perm=order)
    return made._replace(name=graph.node("Reshape", [name, graph.whole(made.shape)], made.shape))
