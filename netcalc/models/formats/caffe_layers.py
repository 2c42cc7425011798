"""What each layer of a Caffe network makes: pooling rounds up, arrays of one name are one."""

from collections.abc import Callable, Hashable, Mapping
from math import prod
from typing import Any, Final, TypeAlias

from netcalc.models.draft import Draft
from netcalc.models.entry import Path
from netcalc.problems import INVALID_VALUE
from netcalc.volume import Volume, checked

Makes: TypeAlias = "Callable[[Net], list[int]]"


class Net:
    """The blobs so far by name, and the layer that is read."""

    def __init__(self, draft: Draft, blobs: dict[str, int]) -> None:
        """Start at the inputs."""
        self.draft, self.blobs = draft, blobs
        self.layer: Any = None
        self.reads: list[int] = []
        self.read: set[int] = set()

    def begin(self, layer: Any) -> None:
        """Turn to the next layer."""
        self.layer = layer
        self.reads = [self.blobs[name] for name in layer.bottom if name in self.blobs]

    @property
    def path(self) -> Path:
        """The layer's name, which may have folders in it."""
        return (self.layer.name or self.layer.top[0],)

    @property
    def volume(self) -> Volume:
        """What the layer reads first."""
        if not self.reads:
            raise self.draft.fault("it reads nothing")
        return self.draft.volume(self.reads[0])

    def add(self, kind: str, fields: Mapping[str, Any] | None = None, reads: list[int] | None = None) -> list[int]:
        """Add a layer with the fields given."""
        read = self.reads if reads is None else reads
        return [self.draft.add(kind, fields or {}, read, self.path, self.held())]

    def held(self) -> tuple[Hashable, ...]:
        """Name the layer's arrays where they are named, for those that several layers have."""
        names = [each if isinstance(each, str) else each.name for each in self.layer.param]
        return tuple(names) if names and all(names) else ()

    def leaving(self) -> list[int]:
        """Say what leaves: what no layer reads."""
        read = {number for entry in self.draft.entries for number in entry.reads}
        return [number for number in dict.fromkeys(self.blobs.values()) if number >= 0 and number not in read]


def sides(given: Any, name: str, default: int) -> list[int]:
    """Give a size along the width and the height, however it is written."""
    high, wide = getattr(given, f"{name}_h"), getattr(given, f"{name}_w")
    field = "kernel_size" if name == "kernel" else name
    every = getattr(given, field)
    plain = list(every) if not isinstance(every, int) else ([every] if given.HasField(field) else [])
    if given.HasField(f"{name}_h") or given.HasField(f"{name}_w"):
        return [wide, high]
    return plain[::-1] if len(plain) > 1 else (plain or [default]) * 2


def _spread(volume: Volume, every: list[int]) -> list[int] | int:
    """Give sizes as many as there are axes."""
    return every[0] if len(set(every)) == 1 else every[: len(volume.spatial)]


def _windowed(net: Net, kind: str, groups: int = 0) -> list[int]:
    given = net.layer.convolution_param
    fields: dict[str, Any] = {"filters": given.num_output, "size": _spread(net.volume, sides(given, "kernel", 1))}
    fields["stride"] = _spread(net.volume, sides(given, "stride", 1))
    pad = _spread(net.volume, sides(given, "pad", 0))
    fields |= {"pad": pad} if pad else {}
    dilation = list(given.dilation)[::-1]
    fields |= {"dilation": _spread(net.volume, dilation)} if dilation and set(dilation) != {1} else {}
    group = groups or (given.group if given.HasField("group") else 1)
    fields |= {"groups": group} if group > 1 else {}
    fields |= {"bias": False} if given.HasField("bias_term") and not given.bias_term else {}
    return net.add(kind, fields)


def _pool(net: Net) -> list[int]:
    given = net.layer.pooling_param
    op = ("max", "avg", "max")[given.pool]
    if given.global_pooling:
        return net.add("global_pool", {"op": op})
    size, stride, pad = sides(given, "kernel", 1), sides(given, "stride", 1), sides(given, "pad", 0)
    floors = given.round_mode == 1 or (given.HasField("ceil_mode") and not given.ceil_mode)
    volume = net.volume
    fields: dict[str, Any] = {"size": _spread(volume, size), "op": op, "stride": _spread(volume, stride)}
    fields |= {"pad": _spread(volume, pad)} if any(pad) else {}
    made = net.add("pool", {**fields, **({} if floors else {"rounding": "ceil"})})
    wanted = [_caffes(*each) for each in zip(volume.spatial, size, stride, pad, strict=False)]
    if not floors and list(net.draft.volume(made[0]).spatial) != wanted:
        message = "Caffe keeps a last window that starts outside here, which netcalc does not"
        raise net.draft.fault(message, INVALID_VALUE, "a pool whose stride is not larger than its size has none")
    return made


def _caffes(W: int, F: int, S: int, P: int) -> int:
    """Give Caffe's extent of a pool: rounded up, a window that starts in the end padding taken away."""
    made = -((F - W - 2 * P) // S) + 1
    return made - 1 if P and (made - 1) * S >= W + P else made


def _fc(net: Net) -> list[int]:
    given = net.layer.inner_product_param
    bias = {"bias": False} if given.HasField("bias_term") and not given.bias_term else {}
    return net.add("fc", {"units": given.num_output, **bias})


def _eltwise(net: Net) -> list[int]:
    given = net.layer.eltwise_param
    if not given.HasField("operation") or given.operation == 1:
        return net.add("add")
    if given.operation == 0:
        return net.add("multiply")
    return [net.draft.state("the largest of values", net.volume, net.reads, net.path)]


def _axis(net: Net, given: Any, older: str) -> str | int:
    """Give the axis of a join or a slice, in the volume's own order."""
    place = given.axis if given.HasField("axis") else getattr(given, older) if given.HasField(older) else 1
    axes = len(net.volume)
    place = place + axes + 1 if place < 0 else place
    if not 1 <= place <= axes:
        message = f"the axis {place} is not among the {axes} after the batch"
        raise net.draft.fault(message, INVALID_VALUE)
    return "depth" if place == 1 else axes - place


def _slice(net: Net) -> list[int]:
    given, axis = net.layer.slice_param, _axis(net, net.layer.slice_param, "slice_dim")
    extent = net.volume.depth if axis == "depth" else net.volume[int(axis)]
    count = len(net.layer.top)
    points = list(given.slice_point) or [extent * part // count for part in range(1, count)]
    edges = zip([0, *points], [*points, extent], strict=True)
    return [net.add("slice", {"axis": axis, "start": start, "stop": stop})[0] for start, stop in edges]


def _relu(net: Net) -> list[int]:
    slope = net.layer.relu_param.negative_slope
    return net.add("leaky_relu", {"slope": slope}) if slope else net.add("relu")


def _prelu(net: Net) -> list[int]:
    if net.layer.prelu_param.channel_shared:
        return [net.draft.state("a PReLU with one slope for all channels", net.volume, net.reads, net.path, params=1)]
    return net.add("prelu")


def _lrn(net: Net) -> list[int]:
    given = net.layer.lrn_param
    size = given.local_size if given.HasField("local_size") else 5
    return net.add("lrn", {"size": size, "k": given.k if given.HasField("k") else 1.0})


def _scale(net: Net) -> list[int]:
    if len(net.reads) > 1:
        return net.add("multiply")
    given, came = net.layer.scale_param, (1, *reversed(net.volume))
    axis = given.axis if given.HasField("axis") else 1
    number = given.num_axes if given.HasField("num_axes") else 1
    if (axis % len(came), number) == (1, 1):
        return net.add("scale", {"bias": True} if given.bias_term else {})
    along = came[axis % len(came) :][: number if number >= 0 else None]
    params = prod(along) * (2 if given.bias_term else 1)
    return [net.draft.state("a scale along other axes than the depth", net.volume, net.reads, net.path, params=params)]


def _batchnorm(net: Net) -> list[int]:
    return net.add("batchnorm", {"affine": False})


def _bn(net: Net) -> list[int]:
    return net.add("batchnorm")


def _reshape(net: Net) -> list[int]:
    dims, volume = list(net.layer.reshape_param.shape.dim), net.volume
    came = [1, *reversed(volume)]
    made = [came[place] if extent == 0 and place < len(came) else extent for place, extent in enumerate(dims)]
    known = prod(extent for extent in made[1:] if extent > 0)
    made = [volume.values // known if extent == -1 else extent for extent in made]
    return net.add("reshape", {"to": str(checked(reversed(made[1:] or [volume.values])))})


def _permute(net: Net) -> list[int]:
    order, axes = list(net.layer.permute_param.order), len(net.volume)
    if sorted(order) != list(range(axes + 1)) or order[0]:
        raise net.draft.fault("an order that moves the batch, or not all axes", INVALID_VALUE)
    return net.add("transpose", {"order": [axes - order[axes - place] for place in range(axes)]})


def _upsample(net: Net) -> list[int]:
    given = net.layer.upsample_param if net.layer.HasField("upsample_param") else net.layer.interp_param
    if given.height and given.width:
        return net.add("upsample", {"size": [given.width, given.height], "mode": "bilinear"})
    return net.add("upsample", {"factor": given.scale or given.zoom_factor or 2}, net.reads[:1])


def _crop(net: Net) -> list[int]:
    """Cut the first to the extents of the second."""
    own, other = net.volume, net.draft.volume(net.reads[1])
    offset = ([*net.layer.crop_param.offset] or [0])[::-1] * 2
    ends = [W - w - at for W, w, at in zip(own.spatial, other.spatial, offset, strict=False)]
    margin = {"left": offset[0], "right": ends[0], "top": offset[1], "bottom": ends[1]}
    return net.add("crop", {"margin": margin}, net.reads[:1])


def _bias(net: Net) -> list[int]:
    depth = net.volume.depth
    shift = net.add("learned", {"shape": str(depth)}, [])
    return net.add("add", reads=[net.reads[0], *shift])


def _softmax(net: Net) -> list[int]:
    return net.add("softmax", reads=net.reads[:1])


def _embed(net: Net) -> list[int]:
    given = net.layer.embed_param
    return net.add("embedding", {"vocabulary": given.input_dim, "depth": given.num_output})


def _same(net: Net) -> list[int]:
    return [net.reads[0]] * len(net.layer.top)


def _plain(kind: str) -> Makes:
    return lambda net: net.add(kind)


def _unknown(net: Net) -> list[int]:
    from netcalc.models.formats.caffe import kind_of

    volume = net.volume
    kind = kind_of(net.layer)[:40]
    return [net.draft.unsupported(kind, volume, net.reads, net.path) for _ in net.layer.top]


PLAIN: Final = ("elu", "sigmoid", "tanh", "abs", "exp", "relu6", "silu", "hard_swish", "hard_sigmoid", "log_softmax",
                "gelu", "flatten", "step")  # fmt: skip
LAYERS: Final[Mapping[str, Makes]] = {
    **{kind: _plain(kind) for kind in PLAIN},
    "conv": lambda net: _windowed(net, "conv"),
    "depthwise": lambda net: _windowed(net, "conv", net.volume.depth),
    "conv_transpose": lambda net: _windowed(net, "conv_transpose"),
    "pool": _pool,
    "fc": _fc,
    "add": _eltwise,
    "eltwise": _eltwise,
    "concat": lambda net: net.add("concat", {"axis": _axis(net, net.layer.concat_param, "concat_dim")}),
    "slice": _slice,
    "relu": _relu,
    "prelu": _prelu,
    "lrn": _lrn,
    "scale": _scale,
    "batchnorm": _batchnorm,
    "bn": _bn,
    "bias": _bias,
    "dropout": lambda net: net.add("dropout"),
    "view": _reshape,
    "permute": _permute,
    "upsample": _upsample,
    "crop": _crop,
    "softmax": _softmax,
    "softmax_loss": _softmax,
    "embedding": _embed,
    "channel_shuffle": lambda net: net.add("channel_shuffle", {"groups": net.layer.shuffle_channel_param.group}),
    "instancenorm": lambda net: net.add("instancenorm"),
    "same": _same,
    "unknown": _unknown,
}
