"""Kinds without arrays that stay where they are, or put volumes together: activations, joins, shapes."""

from math import prod
from typing import Final

from netcalc.models.source.piece import Arg, Make, Piece, Unfit, switch
from netcalc.models.source.pytorch.layer import along_depth, dim, module, pads
from netcalc.models.source.written import Written

PLAIN: Final = {
    "relu": "F.relu({0})", "relu6": "F.relu6({0})", "sigmoid": "torch.sigmoid({0})", "tanh": "torch.tanh({0})",
    "silu": "F.silu({0})",
    "hard_swish": "F.hardswish({0})", "hard_sigmoid": "F.hardsigmoid({0})", "selu": "F.selu({0})",
    "softplus": "F.softplus({0})", "mish": "F.mish({0})", "hard_tanh": "F.hardtanh({0})", "exp": "torch.exp({0})",
    "abs": "torch.abs({0})", "square": "torch.square({0})", "step": "({0} >= 0).to({0}.dtype)",
    "flatten": "{0}.flatten(1)",
}  # fmt: skip
GATES: Final = {"silu": "F.silu", "gelu": "F.gelu", "relu": "F.relu"}


def softmax(layer: Written) -> Piece:
    """Write a softmax over the depth, or its logarithm."""
    return Piece(f"F.{layer.layer.kind}({{0}}, dim={along_depth(layer)})")


def leaky_relu(layer: Written) -> Piece:
    """Write a leaky ReLU with its slope."""
    return Piece(f"F.leaky_relu({{0}}, {layer.layer.slope})")


def elu(layer: Written) -> Piece:
    """Write an ELU with its alpha."""
    return Piece("F.elu({0})" if layer.layer.alpha == 1 else f"F.elu({{0}}, {layer.layer.alpha})")


def gelu(layer: Written) -> Piece:
    """Write a GELU, exact or by tanh."""
    return Piece("F.gelu({0})" if layer.layer.approximate == "none" else 'F.gelu({0}, approximate="tanh")')


def glu(layer: Written) -> Piece:
    """Write a gated unit: the first half of the depth times op of the second."""
    if layer.layer.op == "sigmoid":
        return Piece(f"F.glu({{0}}, dim={along_depth(layer)})")
    where = ", dim=-1" if layer.last else ""
    return Piece(f"gated({{0}}, {GATES[layer.layer.op]}{where})", needs=("gated",))


def dropout(layer: Written) -> Piece:
    """Write dropout with its rate."""
    return module("nn.Dropout", Arg("rate", layer.layer.rate, "", 0.5))


def spread(layer: Written, place: int, axes: int) -> str:
    """Let a volume without spatial axes stand at every position."""
    if not axes or layer.given[place].spatial:
        return f"{{{place}}}"
    return f"{{{place}}}[:, None]" if layer.last else f"{{{place}}}[..., {', '.join(['None'] * axes)}]"


def concat(layer: Written) -> Piece:
    """Write volumes one behind the other along an axis."""
    axis = layer.layer.axis
    place = along_depth(layer) if axis == "depth" else dim(int(axis), layer.made, last=layer.last)
    parts = ", ".join(f"{{{each}}}" for each in range(len(layer.given)))
    return Piece(f"torch.cat([{parts}], dim={place})")


def matmul(layer: Written) -> Piece:
    """Write a product of matrices: T x K stands as (N, K, T) where the depth is second, so that the second is first."""
    first, second = ("{0}", "{1}.transpose(1, 2)") if layer.layer.transpose_second else ("{0}", "{1}")
    return Piece(f"{first} @ {second}" if layer.last else f"{second} @ {first}", several=True)


def reshape(layer: Written) -> Piece:
    """Write another shape of the same values."""
    return Piece(f"{{0}}.reshape(-1, {', '.join(map(str, (layer.made.depth, *reversed(layer.made.spatial))))})")


def transpose(layer: Written) -> Piece:
    """Write axes in another order."""
    order, axes = layer.layer.order, layer.axes
    if layer.last:
        return Piece(f"{{0}}.permute(0, {', '.join(str(1 + axis) for axis in order)})")
    old = [dim(axis, layer.given[0]) for axis in order]
    return Piece(f"{{0}}.permute(0, {', '.join(map(str, (old[axes], *reversed(old[:axes]))))})")


def sliced(layer: Written) -> Piece:
    """Write a part along an axis, as Python does."""
    of = layer.layer
    axis = layer.axes if of.axis == "depth" else int(of.axis)
    size, place = layer.given[0][axis], dim(axis, layer.given[0], last=layer.last)
    start, stop, step = slice(of.start, of.stop, of.step).indices(size)
    part = f"{start or ''}:{'' if stop == size else stop}{f':{step}' if step != 1 else ''}"
    return Piece(f"{{0}}[{', '.join([':'] * place)}, {part}]")


def zero_pad(layer: Written) -> Piece:
    """Write zeros around a volume."""
    return Piece(f"F.pad({{0}}, {pads([(slide.before, slide.after) for slide in layer.window])})")


def crop(layer: Written) -> Piece:
    """Write what is left of a volume without its margin."""
    margins = {-side for slide in layer.window for side in (slide.before, slide.after)}
    if len(margins) == 1:
        return Piece("self.{name}({0})", (Make("Crop", (Arg("margin", margins.pop()),)),), needs=("Crop",))
    starts = [-slide.before for slide in layer.window]
    ends = [start + extent for start, extent in zip(starts, layer.made.spatial, strict=True)]
    parts = ", ".join(f"{start}:{end}" for start, end in zip(reversed(starts), reversed(ends), strict=True))
    return Piece(f"{{0}}[:, :, {parts}]")


def upsample(layer: Written) -> Piece:
    """Write a volume with more pixels."""
    modes = {"nearest": ("nearest",) * 3, "bilinear": ("linear", "bilinear", "trilinear")}
    mode = modes[layer.layer.mode][layer.axes - 1]
    how = f'mode="{mode}"' + ("" if mode == "nearest" else ", align_corners=False")
    if layer.layer.to is not None:
        return Piece(f"F.interpolate({{0}}, size={{1}}.shape[2:], {how})")
    return Piece(f"F.interpolate({{0}}, size={tuple(reversed(layer.made.spatial))}, {how})")


def reduce(layer: Written) -> Piece:
    """Write the mean, the largest, the sum or the length along some axes."""
    dims = tuple(sorted(dim(axis, layer.given[0], last=layer.last) for axis in layer.layer.along(layer.given[0])))
    along = f"dim={dims[0] if len(dims) == 1 else dims}, keepdim=True"
    calls = {"mean": "{0}.mean", "max": "{0}.amax", "sum": "{0}.sum"}
    if layer.layer.op == "l2":
        return Piece(f"torch.linalg.vector_norm({{0}}, {along})")
    return Piece(f"{calls[layer.layer.op]}({along})")


def pixel_shuffle(layer: Written) -> Piece:
    """Write depth made into space."""
    factor = layer.factor
    if layer.axes == 2:
        return Piece(f"F.pixel_shuffle({{0}}, {factor})")
    return Piece(f"depth_to_space({{0}}, {factor})", needs=("depth_to_space",))


def space_to_depth(layer: Written) -> Piece:
    """Write space made into depth."""
    factor = layer.factor
    if layer.axes == 2:
        return Piece(f"F.pixel_unshuffle({{0}}, {factor})")
    return Piece(f"space_to_depth({{0}}, {factor})", needs=("space_to_depth",))


def channel_shuffle(layer: Written) -> Piece:
    """Write the depth with its groups mixed."""
    groups = layer.layer.groups
    return Piece(f"{{0}}.unflatten(1, ({groups}, {layer.depth // groups})).transpose(1, 2).flatten(1, 2)")


def noise(layer: Written) -> Piece:
    """Write normal noise, drawn for each example."""
    shape = (layer.made.depth, *reversed(layer.made.spatial))
    written = ", ".join(map(str, shape[::-1] if layer.last else shape))
    return Piece(f"torch.randn(len({{batch}}), {written}, device={{batch}}.device)")


def stated(_: Written) -> Piece:
    """Refuse what nobody can write: numbers that somebody states."""
    raise Unfit("its numbers are stated, and nobody knows what it computes")


def maxout(layer: Written) -> Piece:
    """Write the largest of several sums for each unit."""
    of = layer.layer
    args = (
        Arg("depth", prod(layer.given[0])),
        Arg("units", of.units * of.pieces),
        switch("bias", of.bias, by_itself=True),
    )
    given = "{0}.flatten(1)" if layer.axes else "{0}"
    return Piece(f"self.{{name}}({given}).unflatten(1, ({of.units}, {of.pieces})).amax(2)", (Make("nn.Linear", args),))
