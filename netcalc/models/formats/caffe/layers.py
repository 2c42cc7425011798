"""What each layer of a Caffe network makes, by our words for them."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from netcalc.files.single import shortest
from netcalc.models.formats.caffe import axes, detection, windows
from netcalc.models.formats.caffe.net import Net, values

Makes: TypeAlias = "Callable[[Net], list[int]]"
SUBTRACTED: Final = [1.0, -1.0]
LRN: Final = {"alpha": 1.0, "beta": 0.75, "k": 1.0}  # Caffe's, where a file says nothing
BOUNDED: Final = {(0.0, 6.0): "relu6", (-1.0, 1.0): "hard_tanh"}


def _eltwise(net: Net) -> list[int]:
    given = net.layer.eltwise_param
    operation = given.operation if given.HasField("operation") else 1
    if operation == 0:
        return net.add("multiply")
    if operation == 1:
        return net.add("subtract" if list(given.coeff) == SUBTRACTED else "add")
    return net.state("the largest of values" if operation == 2 else "the smallest of values", net.dims)


def _relu(net: Net) -> list[int]:
    slope = net.layer.relu_param.negative_slope
    return net.add("leaky_relu", {"slope": slope}) if slope else net.add("relu")


def _prelu(net: Net) -> list[int]:
    if net.layer.prelu_param.channel_shared:
        return net.state("a PReLU with one slope for all channels", net.dims, params=1)
    return net.add("prelu")


def _clip(net: Net) -> list[int]:
    given = net.layer.clip_param
    kind = BOUNDED.get((given.min, given.max))
    return net.add(kind) if kind else net.reads[:1]


def _lrn(net: Net) -> list[int]:
    given = net.layer.lrn_param
    if given.norm_region:
        return net.state("responses normalised within each slice", net.dims)
    size = given.local_size if given.HasField("local_size") else 5
    said = {name: shortest(getattr(given, name)) if given.HasField(name) else usual for name, usual in LRN.items()}
    return net.add("lrn", {"size": size, **said})


def _batchnorm(net: Net) -> list[int]:
    return net.add("batchnorm", {} if net.layer.batch_norm_param.scale_bias else {"affine": False})


def _standard(net: Net) -> list[int]:
    across = net.layer.mvn_param.across_channels
    return net.add("groupnorm", {"groups": 1, "affine": False}) if across else net.add("instancenorm")


def _gated(net: Net) -> list[int]:
    """Multiply the second by the first, a number a slice, and add the third."""
    made = net.add("multiply", reads=net.reads[:2])
    return net.add("add", reads=[*made, net.reads[2]])


def _recurrent(net: Net, products: int, state: int) -> list[int]:
    """Take a layer that goes through time, which Caffe has in the place of the batch: one step of it.

    So many products with what comes in, with a bias; so many with the state; a third blob, the same at every step.
    """
    given, dims = net.layer.recurrent_param, net.dims
    U, streams, bottoms = given.num_output, dims[1], list(net.layer.bottom)
    carried = (1 + (products == 4)) * given.expose_hidden  # states that come in
    still = net.draft.volume(net.blobs[bottoms[2]]).values if len(bottoms) - carried > 2 else 0
    weights = products * U * (values(dims[2:]) + still) + state * U * U
    biases = products * U + (U if products == 1 else 0)
    what = "a recurrent layer, one step of it"
    return net.state(what, [1, streams, U], params=weights + biases, macs=streams * weights)


def _unknown(net: Net) -> list[int]:
    """Take what nobody knows for something that keeps the volume; nothing where losses alone read what it makes."""
    given, tops = net.layer.python_param, net.layer.top
    if net.layer.loss_weight or all(top in net.measured for top in tops):
        return []
    if given.layer.startswith("Proposal"):
        return detection.proposals(net)
    kind = net.layer.type[:40] + (f" {given.module[:40]}.{given.layer[:40]}" if given.layer else "")
    return [net.draft.guessed(kind, net.volume, net.reads, net.path) for _ in tops]


def _plain(kind: str) -> Makes:
    return lambda net: net.add(kind)


PLAIN: Final = ("elu", "sigmoid", "tanh", "abs", "exp", "relu6", "silu", "hard_swish", "hard_sigmoid", "log_softmax",
                "gelu", "softplus", "mish", "selu", "step", "dropout")  # fmt: skip
LAYERS: Final[Mapping[str, Makes]] = {
    **{kind: _plain(kind) for kind in PLAIN},
    "conv": windows.conv,
    "depthwise": windows.depthwise,
    "conv_transpose": windows.transposed,
    "deformed": windows.deformed,
    "pool": windows.pool,
    "pyramid": windows.pyramid,
    "upsample": windows.upsample,
    "interpolated": windows.interpolated,
    "crop": windows.cropped,
    "fc": axes.fc,
    "embedding": axes.embed,
    "flatten": axes.flatten,
    "view": axes.reshape,
    "permute": axes.permute,
    "concat": axes.concat,
    "slice": axes.sliced,
    "expand": axes.tile,
    "reduce": axes.reduction,
    "scale": axes.scale,
    "bias": axes.bias,
    "priors": detection.priors,
    "regions": detection.regions,
    "placed_regions": detection.placed_regions,
    "proposals": detection.proposals,
    "normalized": detection.normalized,
    "add": _eltwise,
    "eltwise": _eltwise,
    "gated": _gated,
    "relu": _relu,
    "prelu": _prelu,
    "clip": _clip,
    "lrn": _lrn,
    "batchnorm": _batchnorm,
    "bn": _plain("batchnorm"),
    "instancenorm": _standard,
    "softmax": lambda net: net.add("softmax", reads=net.reads[:1]),
    "lstm": lambda net: _recurrent(net, 4, 4),
    "rnn": lambda net: _recurrent(net, 1, 2),
    "channel_shuffle": lambda net: net.add("channel_shuffle", {"groups": net.layer.shuffle_channel_param.group}),
    "space_to_depth": lambda net: net.add("space_to_depth", {"factor": net.layer.reorg_param.stride or 2}),
    "same": lambda net: [net.reads[0]] * len(net.layer.top),
    "unknown": _unknown,
}
