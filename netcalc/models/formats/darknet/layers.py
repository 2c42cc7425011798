"""What each section of a Darknet network makes, in Darknet's own arithmetic of sizes."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from netcalc.models.formats.darknet import recurrent
from netcalc.models.formats.darknet.net import Net
from netcalc.problems import SHAPE_MISMATCH, Problem
from netcalc.volume import Volume

NORMS: Final = (("alpha", 1e-4), ("beta", 0.75), ("kappa", 1.0))  # of responses, by themselves


def _conv(net: Net) -> int:
    size = net.number("size", 1)
    pad = size // 2 if net.number("pad", 0) else net.number("padding", 0)
    dilation = net.number("dilation", 1) if size > 1 else 1
    strides = _strides(net)
    soft = net.number("antialiasing", 0)
    fields: dict[str, Any] = {"filters": net.number("filters", 1), "size": size, "stride": [1, 1] if soft else strides}
    fields |= {"pad": pad * dilation} if pad else {}
    fields |= {"dilation": dilation} if dilation > 1 else {}
    fields |= {"groups": net.number("groups", 1)} if net.number("groups", 1) > 1 else {}
    fields |= {"bias": False} if net.norms else {}
    owner = net.owner()
    made = net.weighed("conv", net.image, fields, ("filters", owner))
    made = net.weighed("batchnorm", made, {}, ("norm", owner)) if net.norms else made
    made = net.activated(made)
    return _blurred(net, made, soft, strides) if soft else made


def _strides(net: Net) -> list[int]:
    every = net.number("stride", 1)
    return [net.number("stride_x", every), net.number("stride_y", every)]


def _blurred(net: Net, made: int, kind: int, strides: list[int]) -> int:
    """Blur what a window of stride 1 made, then leave out what the stride skips: the filter is fixed."""
    size, pad = (2, 0) if kind == 2 else (3, 1)
    volume = net.draft.volume(made)
    extents = [(W + 2 * pad - size) // S + 1 for W, S in zip(volume.spatial, strides, strict=True)]
    after = Volume((*extents, volume.depth))
    return net.draft.state("a blur that is not learned", after, [made], net.path, macs=after.values * size**2)


def _transposed(net: Net) -> int:
    fields: dict[str, Any] = {name: net.number(name, 1) for name in ("filters", "size", "stride")}
    fields["pad"] = fields["size"] // 2 if net.number("pad", 0) else net.number("padding", 0)
    return net.activated(net.normed(net.add("conv_transpose", [net.image], **fields, bias=not net.norms)))


def _local(net: Net) -> int:
    size, stride = net.number("size", 1), net.number("stride", 1)
    pad = {"pad": size // 2} if net.number("pad", 0) else {}
    made = net.add("local", [net.image], filters=net.number("filters", 1), size=size, stride=stride, **pad)
    return net.activated(made)


def _fc(net: Net) -> int:
    made = net.add("fc", [net.before], units=net.number("output", 1), bias=not net.norms)
    return net.activated(net.normed(made))


def _window(net: Net, op: str) -> int:
    strides = _strides(net)
    size, soft = net.number("size", net.number("stride", 1)), net.number("antialiasing", 0)
    if net.number("maxpool_depth", 0):
        return _deep(net)
    padding = net.number("padding", size - 1)
    start, end = padding // 2, padding - padding // 2
    sides = {"left": start, "right": end, "top": start, "bottom": end}
    made = [net.image]
    if max(start, end) >= size:  # more than a pool takes
        made = [net.add("zero_pad", made, pad=sides)]
        padding = 0
    pad = {"pad": sides} if padding else {}
    stride: int | list[int] = 1 if soft else strides[0] if strides[0] == strides[1] else strides
    pooled = net.add("pool", made, size=size, stride=stride, op=op, **pad)
    return _blurred(net, pooled, soft, strides) if soft else pooled


def _deep(net: Net) -> int:
    """Take the largest of slices that lie so many apart."""
    volume = net.draft.volume(net.image)
    made = Volume((*volume.spatial, net.number("out_channels", 1)))
    return net.draft.state("the largest of slices", made, [net.image], net.path)


def _route(net: Net) -> int:
    reads = net.sections("layers")
    groups = net.number("groups", 1)
    if groups > 1:
        reads = [_part(net, each, groups, net.number("group_id", 0)) for each in reads]
    return reads[0] if len(reads) == 1 else net.add("concat", reads)


def _part(net: Net, made: int, groups: int, number: int) -> int:
    depth = net.draft.volume(made).depth // groups
    return net.add("slice", [made], start=depth * number, stop=depth * (number + 1))


def _shortcut(net: Net) -> int:
    own, reads = net.before, net.sections("from")
    volume = net.draft.volume(own)
    kind = net.options.get("weights_type", "none")
    if kind != "none":
        weights = (len(reads) + 1) * (volume.depth if kind == "per_channel" else 1)
        what = "a sum with learned weights"
        return net.activated(net.draft.state(what, volume, [own, *reads], net.path, params=weights), "linear")
    if all(net.draft.volume(each) == volume for each in reads):
        return net.activated(net.add("add", [own, *reads]), "linear")
    unlike = next(net.draft.volume(each) for each in reads if net.draft.volume(each) != volume)
    message = f"{net.draft.at} adds {volume} and {unlike}: Darknet adds what both have"
    net.draft.found.append(Problem(code=SHAPE_MISMATCH, severity="warning", message=message))
    made = net.draft.state("a shortcut of unlike volumes: what both have is added", volume, [own, *reads], net.path)
    return net.activated(made, "linear")


def _scaled(net: Net) -> int:
    return net.activated(net.add("multiply", [net.sections("from")[0], net.before]), "linear")


def _shifted(net: Net) -> int:
    return net.activated(net.add("add", [net.sections("from")[0], net.before]), "linear")


def _implicit(net: Net) -> int:
    return net.add("learned", [], shape=f"1x{net.number('atoms', 1)}x{net.number('filters', 128)}")


def _softmax(net: Net) -> int:
    volume = net.draft.volume(net.before)
    return net.add("softmax", [net.add("flatten", [net.before]) if volume.spatial else net.before])


def _head(net: Net) -> int:
    """Take a loss or a detector, which multiplies nothing: what it reads leaves the network."""
    net.heads.append(net.before)
    return net.before


def _cost(net: Net) -> int:
    return net.before


def _reorg(net: Net) -> int:
    if net.number("extra", 0):
        made = Volume((net.draft.volume(net.before).values + net.number("extra", 0),))
        return net.draft.state("what it reads, and zeros behind it", made, [net.before], net.path)
    kind = "pixel_shuffle" if net.number("reverse", 0) else "space_to_depth"
    return net.add(kind, [net.before], factor=net.number("stride", 1))


def _crop(net: Net) -> int:
    volume = net.draft.volume(net.before)
    wide, high = net.number("crop_width", 1), net.number("crop_height", 1)
    left, top = (volume[0] - wide) // 2, (volume[1] - high) // 2
    sides = {"left": left, "right": volume[0] - wide - left, "top": top, "bottom": volume[1] - high - top}
    return net.add("crop", [net.before], margin=sides)


def _lrn(net: Net) -> int:
    """Normalise responses, whose energy Darknet does not divide by how many there are."""
    size = net.number("size", 5)
    alpha, beta, k = (float(net.options.get(name, usual)) for name, usual in NORMS)
    return net.add("lrn", [net.before], size=size, alpha=alpha * size, beta=beta, k=k)


def _unknown(net: Net) -> int:
    kind = net.path[0].rpartition("_")[0]
    return net.draft.guessed(f"[{kind}]", net.draft.volume(net.before), [net.before], net.path)


LAYERS: Final[Mapping[str, Callable[[Net], int]]] = {
    "conv": _conv,
    "conv_transpose": _transposed,
    "local": _local,
    "fc": _fc,
    "max_pool": lambda net: _window(net, "max"),
    "avg_pool": lambda net: _window(net, "avg"),
    "global_avg": lambda net: net.add("global_pool", [net.before]),
    "concat": _route,
    "shortcut": _shortcut,
    "scale_channels": _scaled,
    "control_channels": _scaled,
    "shift_channels": _shifted,
    "implicit": _implicit,
    "sam": _scaled,
    "upsample": lambda net: net.add("upsample", [net.before], factor=net.number("stride", 2)),
    "space_to_depth": _reorg,
    "dropout": lambda net: net.add("dropout", [net.before], rate=float(net.options.get("probability", 0.5))),
    "softmax": _softmax,
    "sigmoid": lambda net: net.add("sigmoid", [net.before]),
    "crop": _crop,
    "lrn": _lrn,
    "batchnorm": lambda net: net.add("batchnorm", [net.before]),
    "l2norm": lambda net: net.draft.state(
        "values brought to one length", net.draft.volume(net.before), [net.before], net.path
    ),
    "passed": lambda net: net.before,
    "same": lambda net: net.activated(net.before, "linear"),
    "rnn": recurrent.rnn,
    "gru": lambda net: recurrent.gated(net, 3),
    "lstm": lambda net: recurrent.gated(net, 4),
    "crnn": recurrent.convolved,
    "conv_lstm": recurrent.gated_maps,
    "yolo": _head,
    "region": _head,
    "detection": _head,
    "Gaussian_yolo": _head,
    "iseg": _head,
    "contrastive": _cost,
    "cost": _cost,
    "unknown": _unknown,
}
