"""Kinds without arrays: activations, joins, shapes."""

from typing import Final

from netcalc.models.source.keras.layer import axis, layer_of, nd, shape, sides
from netcalc.models.source.piece import Arg, Piece, Unfit, turned
from netcalc.models.source.written import Written

PLAIN: Final = {
    **{kind: f"activations.{kind}({{0}})" for kind in ("relu", "relu6", "sigmoid", "tanh", "softmax", "log_softmax",
       "silu", "hard_sigmoid", "selu", "softplus", "hard_tanh")},
    "hard_swish": 'layers.Activation("hard_silu")({0})', "mish": 'layers.Activation("mish")({0})',
    "exp": "ops.exp({0})", "abs": "ops.abs({0})",
    "square": "ops.square({0})", "step": "ops.cast({0} >= 0, {0}.dtype)", "flatten": "layers.Flatten()({0})",
}  # fmt: skip
GATES: Final = {"sigmoid": "sigmoid", "silu": "silu", "gelu": "gelu", "relu": "relu"}


def leaky_relu(layer: Written) -> Piece:
    """Write a leaky ReLU with its slope."""
    return Piece(f"activations.leaky_relu({{0}}, {layer.layer.slope})")


def elu(layer: Written) -> Piece:
    """Write an ELU with its alpha."""
    return Piece(f"activations.elu({{0}}, {layer.layer.alpha})")


def gelu(layer: Written) -> Piece:
    """Write a GELU, exact or by tanh."""
    return Piece("activations.gelu({0})" if layer.layer.approximate == "none" else
                 "activations.gelu({0}, approximate=True)")  # fmt: skip


def glu(layer: Written) -> Piece:
    """Write a gated unit: the first half of the depth times a function of the second."""
    half = layer.made.depth
    gate = "activations.gelu" if layer.layer.op == "gelu" else f"activations.{GATES[layer.layer.op]}"
    return Piece(f"{{0}}[..., :{half}] * {gate}({{0}}[..., {half}:])", several=True)


def dropout(layer: Written) -> Piece:
    """Write dropout with its rate."""
    return Piece(f"layers.Dropout({layer.layer.rate})({{0}})")


def spread(layer: Written, place: int, axes: int) -> str:
    """Let a volume without positions stand at every one."""
    return f"{{{place}}}[:, {'None, ' * axes}:]" if axes and not layer.given[place].spatial else f"{{{place}}}"


def concat(layer: Written) -> Piece:
    """Write volumes one behind the other along an axis."""
    place = -1 if layer.layer.axis == "depth" else axis(int(layer.layer.axis), layer.made)
    parts = ", ".join(f"{{{each}}}" for each in range(len(layer.given)))
    return Piece(f"ops.concatenate([{parts}], axis={place})")


def matmul(layer: Written) -> Piece:
    """Write a product of matrices, positions by depth."""
    other = "ops.transpose({1}, (0, 2, 1))" if layer.layer.transpose_second else "{1}"
    return Piece(f"ops.matmul({{0}}, {other})")


def reshape(layer: Written) -> Piece:
    """Write another shape of the same values, the depth slowest."""
    read, made = layer.given[0], layer.made
    given = _first("{0}", len(read.spatial))
    call = f"layers.Reshape({(made.depth, *reversed(made.spatial))!r})({given})"
    return Piece(_last(call, len(made.spatial)))


def _first(given: str, axes: int) -> str:
    return f"layers.Permute({(axes + 1, *range(1, axes + 1))!r})({given})" if axes else given


def _last(given: str, axes: int) -> str:
    return f"layers.Permute({(*range(2, axes + 2), 1)!r})({given})" if axes else given


def transpose(layer: Written) -> Piece:
    """Write axes in another order."""
    order = [0] * len(layer.made)
    for new, old in enumerate(layer.layer.order):
        order[axis(new, layer.made) - 1] = axis(old, layer.given[0])
    return Piece(f"layers.Permute({tuple(order)!r})({{0}})")


def sliced(layer: Written) -> Piece:
    """Write a part along an axis, as Python does."""
    of = layer.layer
    place = layer.axes if of.axis == "depth" else int(of.axis)
    size, at = layer.given[0][place], axis(place, layer.given[0])
    start, stop, step = slice(of.start, of.stop, of.step).indices(size)
    part = f"{start or ''}:{'' if stop == size else stop}{f':{step}' if step != 1 else ''}"
    return Piece(f"{{0}}[{', '.join([':'] * at)}, {part}]")


def zero_pad(layer: Written) -> Piece:
    """Write zeros around a volume."""
    pairs = [(slide.before, slide.after) for slide in layer.window]
    return Piece(f"{nd(layer, 'ZeroPadding')}({sides(pairs)!r})({{0}})")


def crop(layer: Written) -> Piece:
    """Write what is left of a volume without its margin."""
    starts = [-slide.before for slide in layer.window]
    came, made = layer.given[0].spatial, layer.made.spatial
    pairs = [(start, extent - start - left) for start, extent, left in zip(starts, came, made, strict=True)]
    return Piece(f"{nd(layer, 'Cropping')}({sides(pairs)!r})({{0}})")


def upsample(layer: Written) -> Piece:
    """Write a volume with more pixels: as many for each that came, or, where lines are drawn, as many as are wanted."""
    came, made = layer.given[0].spatial, layer.made.spatial
    linear = layer.layer.mode == "bilinear"
    if linear and layer.axes == 2:
        return Piece(f'ops.image.resize({{0}}, {tuple(reversed(made))!r}, interpolation="bilinear")')
    if linear or any(left % extent for extent, left in zip(came, made, strict=True)):
        raise Unfit("Keras makes maps larger by whole factors, or two axes by straight lines")
    factors = turned([left // extent for extent, left in zip(came, made, strict=True)])
    return Piece(f"{nd(layer, 'UpSampling')}({factors!r})({{0}})")


def reduce(layer: Written) -> Piece:
    """Write the mean, the largest, the sum or the length along some axes."""
    axes = tuple(sorted(axis(each, layer.given[0]) for each in layer.layer.along(layer.given[0])))
    along = f"axis={axes[0] if len(axes) == 1 else axes}, keepdims=True"
    if layer.layer.op == "l2":
        return Piece(f"ops.sqrt(ops.sum(ops.square({{0}}), {along}))")
    return Piece(f"ops.{layer.layer.op}({{0}}, {along})")


def lrn(layer: Written) -> Piece:
    """Write local response normalisation."""
    of = layer.layer
    return Piece(f"normalised({{0}}, {of.size}, {of.alpha}, {of.beta}, {float(of.k)})", needs=("normalised",))


def _moved(layer: Written, inner: tuple[int, ...], order: tuple[int, ...]) -> Piece:
    """Write axes divided, turned, and put together again."""
    call = f"layers.Permute({order!r})(layers.Reshape({inner!r})({{0}}))"
    return Piece(f"layers.Reshape({shape(layer.made)!r})({call})")


def pixel_shuffle(layer: Written) -> Piece:
    """Write depth made into space, in PyTorch's order."""
    axes, factor = layer.axes, layer.factor
    inner = (*reversed(layer.given[0].spatial), layer.made.depth, *(factor,) * axes)
    order = (*(each for at in range(axes) for each in (at + 1, axes + 2 + at)), axes + 1)
    return _moved(layer, inner, order)


def space_to_depth(layer: Written) -> Piece:
    """Write space made into depth, in PyTorch's order."""
    axes, factor = layer.axes, layer.factor
    inner = (*(each for extent in reversed(layer.made.spatial) for each in (extent, factor)), layer.depth)
    order = (*(2 * at + 1 for at in range(axes)), 2 * axes + 1, *(2 * at + 2 for at in range(axes)))
    return _moved(layer, inner, order)


def channel_shuffle(layer: Written) -> Piece:
    """Write the depth with its groups mixed."""
    axes, groups = layer.axes, int(layer.layer.groups)
    inner = (*reversed(layer.given[0].spatial), groups, layer.depth // groups)
    return _moved(layer, inner, (*range(1, axes + 1), axes + 2, axes + 1))


def noise(layer: Written) -> Piece:
    """Write normal noise, drawn for each example."""
    return layer_of("Noise", Arg("shape", shape(layer.made)), given="{batch}", needs=("Noise",))


def stated(_: Written) -> Piece:
    """Refuse what nobody can write: numbers that somebody states."""
    raise Unfit("its numbers are stated, and nobody knows what it computes")
