"""What each layer of Keras makes, in the words of Keras 1 to 3."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from math import prod
from typing import Any, Final, NamedTuple, TypeAlias

from netcalc.models.draft import Draft
from netcalc.models.entry import Path
from netcalc.models.formats.keras_shapes import Order, extents, volume_of
from netcalc.models.operators import words
from netcalc.problems import INVALID_VALUE
from netcalc.volume import Volume

Makes: TypeAlias = "Callable[[Call], int]"


class Call(NamedTuple):
    """A layer being called: its configuration, what it reads, what its arrays are told by, the words of the call."""

    draft: Draft
    layer: Mapping[str, Any]
    reads: list[int]
    path: Path
    held: tuple[Hashable, ...]
    order: Order
    words: Mapping[str, Any]
    shape: tuple[Any, ...] | None = None

    @property
    def config(self) -> Mapping[str, Any]:
        """The layer's configuration."""
        found = self.layer.get("config")
        return found if isinstance(found, Mapping) else {}

    @property
    def volume(self) -> Volume:
        """What the layer reads first."""
        return self.draft.volume(self.reads[0])

    @property
    def axes(self) -> int:
        """How many spatial axes that has."""
        return len(self.volume.spatial)

    def get(self, *names: str, default: Any = None) -> Any:
        """Give the first field that stands there, by the names that it has had."""
        return next((self.config[name] for name in names if self.config.get(name) is not None), default)

    def extents_along(self, places: Iterable[int]) -> dict[str | int, int]:
        """Give the extents along axes of a shape, by the axes of the volume; a sequence has its depth last."""
        order = self.order if self.axes > 1 else Order(first=False)
        along = (order.axis(int(place), len(self.volume)) for place in places)
        return {axis: self.volume.depth if axis == "depth" else self.volume.spatial[int(axis)] for axis in along}

    def add(self, kind: str, fields: Mapping[str, Any] | None = None, reads: list[int] | None = None) -> int:
        """Add a layer; what it holds is told from what another part of the same layer holds."""
        read = self.reads if reads is None else reads
        return self.draft.add(kind, fields or {}, read, self.path, (*self.held, kind))

    def activated(self, made: int) -> int:
        """Add the function that a layer ends with."""
        return function(self, self.config.get("activation"), made)


def called(call: Call) -> int:
    """Give what a layer makes; one that netcalc does not know has the shape that the file states."""
    name = str(call.layer.get("class_name"))
    word = words("keras").get(name, name)
    return LAYERS.get(word, _unknown)(call)


def _unknown(call: Call) -> int:
    own = call.config.get("output_shape")  # without a batch
    stated = list(call.shape[1:] if call.shape else own if isinstance(own, list) else ())
    if None in stated and len(stated) == len(call.volume) and not call.order.first:  # as it comes in
        came = (*reversed(call.volume.spatial), call.volume.depth)
        stated = [extent if each is None else each for each, extent in zip(stated, came, strict=True)]
    whole = bool(stated) and all(type(each) is int for each in stated)
    made = volume_of(stated, call.order) if whole else call.volume
    return call.draft.unsupported(str(call.layer.get("class_name"))[:60], made, call.reads, call.path)


def function(call: Call, written: Any, made: int) -> int:
    """Add a function value by value, by its name or as an object of its own."""
    name, config = (written, {}) if not isinstance(written, Mapping) else (
        written.get("class_name") or written.get("config"), written.get("config"))  # fmt: skip
    name = str(name).rsplit(">", 1)[-1] if name else "linear"
    if name in ("linear", "None"):
        return made
    word = words("keras").get(name)
    path = (*call.path[:-1], f"{call.path[-1]}_{name}")
    if word in PLAIN:
        return call.draft.add(word, _slope(word, config if isinstance(config, Mapping) else {}), [made], path)
    return call.draft.unsupported(f"activation {name[:40]}", call.draft.volume(made), [made], path)


def _slope(word: str, config: Mapping[str, Any]) -> dict[str, Any]:
    if word == "leaky_relu":
        given = config.get("negative_slope", config.get("alpha"))
        return {"slope": float(given if given is not None else 0.3)} if config else {"slope": 0.2}
    return {"alpha": float(config.get("alpha", 1.0))} if word == "elu" else {}


def padding(call: Call) -> dict[str, Any]:
    """Say how a window is padded."""
    word = str(call.get("padding", "border_mode", default="valid")).lower()
    return {} if word == "valid" else {"pad": word}


def _window(call: Call) -> dict[str, Any]:
    config, axes = call.config, call.axes
    size = call.get("kernel_size", "filter_length", "kernel_dim1")
    if "nb_row" in config:
        size = [config["nb_row"], config["nb_col"]]
    if "kernel_dim1" in config:
        size = [config[f"kernel_dim{axis}"] for axis in (1, 2, 3)]
    fields: dict[str, Any] = {"size": extents(size, axes), **padding(call)}
    stride = extents(call.get("strides", "subsample", "subsample_length", default=1), axes)
    fields |= {"stride": stride} if set(stride) != {1} else {}
    dilation = extents(call.get("dilation_rate", "atrous_rate", default=1), axes)
    fields |= {"dilation": dilation} if set(dilation) != {1} else {}
    return fields


def biased(call: Call) -> dict[str, Any]:
    """Say whether there is a bias."""
    return {} if call.get("use_bias", "bias", default=True) else {"bias": False}


def _conv(call: Call) -> int:
    groups = int(call.get("groups", default=1))
    more = {"groups": groups} if groups > 1 else {}
    fields = {"filters": call.get("filters", "nb_filter"), **_window(call), **more, **biased(call)}
    return call.activated(call.add("conv", fields))


def _depthwise(call: Call) -> int:
    depth = call.volume.depth
    fields = {"filters": depth * int(call.get("depth_multiplier", default=1)), **_window(call), "groups": depth}
    return call.activated(call.add("conv", {**fields, **biased(call)}))


def _separable(call: Call) -> int:
    depth = call.volume.depth
    wide = depth * int(call.get("depth_multiplier", default=1))
    first = call.add("conv", {"filters": wide, **_window(call), "groups": depth, "bias": False})
    fields = {"filters": call.get("filters", "nb_filter"), "size": 1, **biased(call)}
    return call.activated(call.draft.add("conv", fields, [first], call.path, (*call.held, "pointwise")))


def _transposed(call: Call) -> int:
    fields = {"filters": call.get("filters", "nb_filter"), **_window(call), **biased(call)}
    size, stride = fields["size"], fields.get("stride", [1] * call.axes)
    more = call.get("output_padding")
    if more is not None:
        pads = [each // 2 for each in size] if fields.get("pad") == "same" else [0] * call.axes
        fields |= {"pad": pads, "output_pad": extents(more, call.axes)}
    elif "pad" not in fields and any(S > F for F, S in zip(size, stride, strict=True)):
        fields |= {"output_pad": [max(0, S - F) for F, S in zip(size, stride, strict=True)]}
    return call.activated(call.add("conv_transpose", fields))


def _local(call: Call) -> int:
    fields = _window(call)
    return call.activated(call.add("local", {"filters": call.get("filters", "nb_filter"), **fields, **biased(call)}))


def _dense(call: Call) -> int:
    flat = {"flatten": False} if call.axes else {}
    fields = {"units": call.get("units", "output_dim"), **flat, **biased(call)}
    return call.activated(call.add("fc", fields))


def _maxout(call: Call) -> int:
    return call.add("maxout", {"units": call.get("output_dim"), "pieces": call.get("nb_feature", default=4)})


def _embedding(call: Call) -> int:
    read = call.reads
    if call.volume.depth != 1:
        read = [call.add("reshape", {"to": str(Volume((*call.volume, 1)))})]
    return call.add("embedding", {"vocabulary": call.get("input_dim"), "depth": call.get("output_dim")}, read)


def _pool(op: str) -> Makes:
    def made(call: Call) -> int:
        size = extents(call.get("pool_size", "pool_length", default=2), call.axes)
        stride = extents(call.get("strides", "stride", default=list(reversed(size))), call.axes)
        return call.add("pool", {"size": size, "stride": stride, "op": op, **padding(call)})

    return made


def _whole(op: str) -> Makes:
    def made(call: Call) -> int:
        found = call.add("global_pool", {"op": op})
        return found if call.get("keepdims") else call.add("flatten", reads=[found])

    return made


def affine(call: Call, kind: str, fields: Mapping[str, Any]) -> int:
    """Add a norm whose scale or shift may be left out: what is left of the two is a layer of its own."""
    scale, shift = bool(call.get("scale", default=True)), bool(call.get("center", default=True))
    if scale and shift:
        return call.add(kind, fields)
    made = call.add(kind, {**fields, "affine": False})
    for wanted, join in ((scale, "multiply"), (shift, "add")):
        if wanted:
            learned = call.add("learned", {"shape": str(call.volume.depth)}, [])
            made = call.add(join, reads=[made, learned])
    return made


def _batchnorm(call: Call) -> int:
    axis = call.get("axis", default=-1)
    normed = call.extents_along(axis if isinstance(axis, list) else [axis])
    if normed.keys() == {"depth"}:
        return affine(call, "batchnorm", {})
    size = prod(normed.values())
    what = "a batch norm along another axis than the depth"
    params = size * _learned(call)
    return call.draft.state(what, call.volume, call.reads, call.path, params=params, buffers=2 * size)


def _learned(call: Call) -> int:
    """Count the arrays that a norm learns: a scale, a shift."""
    return sum(bool(call.get(name, default=True)) for name in ("scale", "center"))


def _layernorm(call: Call) -> int:
    if call.get("rms_scaling"):
        return call.add("rmsnorm")
    axis = call.get("axis", default=-1)
    normed = call.extents_along(axis if isinstance(axis, list) else [axis])
    if normed.keys() == {"depth"}:
        return affine(call, "layernorm", {})
    what = "a layer norm over several axes" if len(normed) > 1 else "a layer norm over another axis than the depth"
    return call.draft.state(what, call.volume, call.reads, call.path, params=_learned(call) * prod(normed.values()))


def _groupnorm(call: Call) -> int:
    groups = int(call.get("groups", default=32))
    return affine(call, "groupnorm", {"groups": call.volume.depth if groups == -1 else groups})


def _prelu(call: Call) -> int:
    shared = call.extents_along(call.get("shared_axes", default=[]))
    if len(shared) == call.axes and "depth" not in shared:
        return call.add("prelu")
    what = "a PReLU with slopes shared along other axes" if shared else "a PReLU with a slope a value"
    params = call.volume.values // prod(shared.values())
    return call.draft.state(what, call.volume, call.reads, call.path, params=params)


def _relu(call: Call) -> int:
    if call.get("max_value") == 6:
        return call.add("relu6")
    slope = call.get("negative_slope", default=0)
    return call.add("leaky_relu", {"slope": float(slope)}) if slope else call.add("relu")


def _plain(kind: str) -> Makes:
    return lambda call: call.add(kind, _slope(kind, call.config))


def _join(kind: str) -> Makes:
    def made(call: Call) -> int:
        return call.add(kind) if len(call.reads) > 1 else call.reads[0]

    return made


def _of_values(what: str) -> Makes:
    return lambda call: call.draft.state(what, call.volume, call.reads, call.path)


def _concat(call: Call) -> int:
    place = int(call.get("axis", "concat_axis", default=-1))
    axis = call.order.axis(place, len(call.volume))
    return call.add("concat", {} if axis == "depth" else {"axis": axis}) if len(call.reads) > 1 else call.reads[0]


def _merge(call: Call) -> int:
    """Take Keras 1's join, whose mode says which."""
    mode = str(call.get("mode", default="sum"))
    if mode == "concat":
        return _concat(call)
    kind = {"sum": "add", "mul": "multiply"}.get(mode)
    return call.add(kind) if kind else _of_values(f"the join `{mode[:20]}`")(call)


def _view(call: Call) -> int:
    target = [int(each) for each in call.get("target_shape", "dims", default=[-1])]
    known = prod(each for each in target if each > 0)
    whole = [call.volume.values // known if each == -1 else each for each in target]
    return call.add("reshape", {"to": str(volume_of(whole, call.order))})


def _permute(call: Call) -> int:
    dims, axes = [int(each) for each in call.get("dims", default=[])], len(call.volume)
    if sorted(dims) != list(range(1, axes + 1)):
        raise call.draft.fault("`dims` does not name every axis once", INVALID_VALUE)
    places = [call.order.axis(place, axes) for place in range(1, axes + 1)]
    ours = [axes - 1 if place == "depth" else int(place) for place in places]
    order = [0] * axes
    for place, came in enumerate(dims):
        order[ours[place]] = ours[came - 1]
    return call.add("transpose", {"order": order})


def _sides(call: Call, *names: str) -> dict[str, int]:
    """Read how much is put on, or taken off, each side; rows first."""
    given = call.get(*names, default=1)
    every = list(given) if isinstance(given, list | tuple) else [given] * call.axes
    if call.axes == 1 and all(type(each) is int for each in every) and len(every) == 2:
        every = [every]
    if call.axes == 2 and len(every) == 4:
        every = [every[:2], every[2:]]
    pairs = [list(each) if isinstance(each, list | tuple) else [each, each] for each in every][::-1]
    names_ = (("left", "right"), ("top", "bottom"), ("front", "back"))
    return {name: int(each) for sides, pair in zip(names_, pairs, strict=False)
            for name, each in zip(sides, pair, strict=True)}  # fmt: skip


def _upsample(call: Call) -> int:
    factor = extents(call.get("size", "length", default=2), call.axes)
    word = str(call.get("interpolation", default="nearest"))
    return call.add("upsample", {"factor": factor, "mode": word if word in ("nearest", "bilinear") else "bilinear"})


def _repeat(call: Call) -> int:
    made = Volume((int(call.get("n", default=1)), call.volume.depth))
    return call.draft.state("the same values at every position", made, call.reads, call.path)


def _recurrent(kind: str) -> Makes:
    return lambda call: recurrent(call, call.config, kind, "backward" if call.get("go_backwards") else "forward")


def recurrent(call: Call, config: Mapping[str, Any], kind: str, direction: str) -> int:
    """Add a recurrent layer; Keras has one bias where PyTorch has two, but for a GRU that resets after."""
    after = kind == "gru" and bool(config.get("reset_after"))
    fields: dict[str, Any] = {"units": config.get("units", config.get("output_dim")), "direction": direction}
    fields["output"] = "all" if config.get("return_sequences") else "last"
    bias = config.get("use_bias", True)
    fields["bias"] = False if not bias else True if after else "one"
    fields |= {"reset": "before"} if kind == "gru" and not after else {}
    return call.add(kind, fields)


def _bidirectional(call: Call) -> int:
    inner = call.config["layer"]
    kind = words("keras").get(str(inner.get("class_name")))
    if kind not in ("rnn", "lstm", "gru"):
        return _unknown(call)
    made = recurrent(call, inner["config"], kind, "both")
    if call.get("merge_mode", default="concat") == "concat":
        return made
    volume = call.draft.volume(made)
    halved = Volume((*volume.spatial, volume.depth // 2))
    return call.draft.state("both directions, put together value by value", halved, [made], call.path)


def _distributed(call: Call) -> int:
    """Take a layer that works at every position: as a fully connected one does by itself."""
    inner = call.config["layer"]
    word = words("keras").get(str(inner.get("class_name")))
    return LAYERS[word](call._replace(layer=inner)) if word in ("fc", "dropout", "relu", "same") else _unknown(call)


def _attention(call: Call) -> int:
    heads, size = int(call.get("num_heads", "num_query_heads", default=1)), int(call.get("key_dim", "head_dim"))
    deep = call.volume.depth
    value, out = int(call.get("value_dim", default=size)), call.get("output_shape")
    reads = list(dict.fromkeys(call.reads))
    if value == size and out is None and len(reads) < 3:
        few = call.get("num_key_value_heads")
        fields = {"heads": heads, "head_size": size, **biased(call), **({"kv_heads": int(few)} if few else {})}
        return call.add("attention", fields, reads)
    made = int(out[-1]) if isinstance(out, list) and out else deep
    keys = call.draft.volume(call.reads[1 if len(call.reads) > 1 else 0])
    weights = heads * (deep * size + keys.depth * size + keys.depth * value + value * made)
    biases = heads * (2 * size + value) + made if not biased(call) else 0
    T, S = call.volume.values // deep, keys.values // keys.depth
    products = heads * (deep * size + value * made) * T + heads * keys.depth * (size + value) * S
    volume = Volume((*call.volume.spatial, made))
    macs = products + T * S * heads * (size + value)
    return call.draft.state("attention", volume, reads, call.path, params=weights + biases, macs=macs)


def _normalization(call: Call) -> int:
    if call.get("mean") is not None:  # given, not measured
        return call.reads[0]
    what = "a normalisation by a mean and a variance that were measured"
    return call.draft.state(what, call.volume, call.reads, call.path, buffers=2 * call.volume.depth)


def _same(call: Call) -> int:
    name = call.layer.get("class_name")
    if name == "Activation":
        return function(call, call.config.get("activation"), call.reads[0])
    if name in ("Lambda", "SlicingOpLambda", "TFOpLambda"):
        return _lambda(call)
    return _normalization(call) if name == "Normalization" else call.reads[0]


def _lambda(call: Call) -> int:
    """Take code, which is not looked at: a known function by its name, else what the file states of its shape."""
    named = str(call.config.get("function")).rsplit(".", 1)[-1]
    if call.layer.get("class_name") == "TFOpLambda" and named in PLAIN:
        return call.add(named)
    kind = {"add": "add", "__add__": "add", "multiply": "multiply", "subtract": "subtract"}.get(named)
    if call.layer.get("class_name") == "TFOpLambda" and kind:
        return _join(kind)(call)
    return _unknown(call)


PLAIN: Final = ("relu6", "leaky_relu", "elu", "sigmoid", "tanh", "softmax", "log_softmax", "gelu", "silu", "hard_swish",
                "hard_sigmoid", "selu", "softplus", "mish", "hard_tanh", "exp", "glu", "relu")  # fmt: skip
LAYERS: Final[Mapping[str, Makes]] = {
    **{kind: _plain(kind) for kind in PLAIN},
    "relu": _relu,
    "conv": _conv,
    "depthwise": _depthwise,
    "separable": _separable,
    "conv_transpose": _transposed,
    "local": _local,
    "fc": _dense,
    "maxout": _maxout,
    "embedding": _embedding,
    "max_pool": _pool("max"),
    "avg_pool": _pool("avg"),
    "global_avg": _whole("avg"),
    "global_max": _whole("max"),
    "batchnorm": _batchnorm,
    "layernorm": _layernorm,
    "groupnorm": _groupnorm,
    "rmsnorm": lambda call: call.add("rmsnorm"),
    "prelu": _prelu,
    "dropout": lambda call: call.add("dropout"),
    "scale": lambda call: call.add("scale"),
    "add": _join("add"),
    "subtract": _join("subtract"),
    "multiply": _join("multiply"),
    "concat": _concat,
    "Merge": _merge,
    "Average": _of_values("the mean of values"),
    "Maximum": _of_values("the largest of values"),
    "Minimum": _of_values("the smallest of values"),
    "flatten": lambda call: call.add("flatten"),
    "view": _view,
    "permute": _permute,
    "pad": lambda call: call.add("zero_pad", {"pad": _sides(call, "padding")}),
    "crop": lambda call: call.add("crop", {"margin": _sides(call, "cropping")}),
    "upsample": _upsample,
    "expand": _repeat,
    "rnn": _recurrent("rnn"),
    "lstm": _recurrent("lstm"),
    "gru": _recurrent("gru"),
    "Bidirectional": _bidirectional,
    "TimeDistributed": _distributed,
    "attention": _attention,
    "same": _same,
}
