"""What each section of a Darknet network makes, in Darknet's own arithmetic of sizes."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from netcalc.models.draft import Draft
from netcalc.models.entry import Path
from netcalc.models.operators import words
from netcalc.problems import SHAPE_MISMATCH, UNKNOWN_REFERENCE, Problem
from netcalc.volume import Volume

LEAKY: Final = 0.1


class Net:
    """The sections so far: what each makes, the one being read, and which no section reads."""

    def __init__(self, draft: Draft) -> None:
        """Start at the input."""
        self.draft = draft
        self.made: list[int] = []
        self.read: set[int] = set()
        self.heads: list[int] = []
        self.options: Mapping[str, str] = {}
        self.path: Path = ()

    def begin(self, kind: str, options: Mapping[str, str], number: int) -> None:
        """Turn to the next section."""
        self.options, self.path = options, (f"{kind}_{number}",)

    @property
    def before(self) -> int:
        """What the section before made."""
        return self.made[-1] if self.made else -1

    def number(self, name: str, default: int) -> int:
        """Read a whole number among the options."""
        return int(self.options.get(name, default))

    def add(self, kind: str, reads: list[int], **fields: Any) -> int:
        """Add a layer of this section."""
        return self.draft.add(kind, fields, reads, self.path)

    def sections(self, name: str) -> list[int]:
        """Give what the sections made that an option names: below 0 counted back from here, else from the first."""
        found = []
        for text in self.options.get(name, "-1").rstrip(",").split(","):
            place = int(text)
            place += len(self.made) if place < 0 else 0
            if not 0 <= place < len(self.made):
                message = f"`{name}` names a section that does not stand before it"
                raise self.draft.fault(message, UNKNOWN_REFERENCE)
            self.read.add(place)
            found.append(self.made[place])
        return found

    def activated(self, made: int, default: str = "logistic") -> int:
        """Add the function that a section ends with."""
        name = self.options.get("activation", default)
        if name == "linear":
            return made
        kind = words("darknet").get(name)
        if kind is None:
            return self.draft.unsupported(f"activation={name[:40]}", self.draft.volume(made), [made], self.path)
        return self.add(kind, [made], **({"slope": LEAKY} if kind == "leaky_relu" else {}))

    def normed(self, made: int) -> int:
        """Add the norm that a section asks for."""
        return self.add("batchnorm", [made]) if self.number("batch_normalize", 0) else made

    def leaving(self) -> list[int]:
        """Say what leaves: what the heads read, and the last section's."""
        return list(dict.fromkeys([*self.heads, *self.made[-1:]]))


def _conv(net: Net) -> int:
    size = net.number("size", 1)
    pad = size // 2 if net.number("pad", 0) else net.number("padding", 0)
    stride = (net.number("stride_x", net.number("stride", 1)), net.number("stride_y", net.number("stride", 1)))
    fields: dict[str, Any] = {"filters": net.number("filters", 1), "size": size, "stride": list(stride)}
    fields |= {"pad": pad * net.number("dilation", 1)} if pad else {}
    fields |= {name: net.number(name, 1) for name in ("dilation", "groups") if net.number(name, 1) > 1}
    fields |= {"bias": False} if net.number("batch_normalize", 0) else {}
    return net.activated(net.normed(net.add("conv", [net.before], **fields)))


def _transposed(net: Net) -> int:
    fields = {"filters": net.number("filters", 1), "size": net.number("size", 1), "stride": net.number("stride", 1)}
    pad = fields["size"] // 2 if net.number("pad", 0) else net.number("padding", 0)
    bias = not net.number("batch_normalize", 0)
    return net.activated(net.normed(net.add("conv_transpose", [net.before], **fields, pad=pad, bias=bias)))


def _local(net: Net) -> int:
    size, stride = net.number("size", 1), net.number("stride", 1)
    pad = {"pad": size // 2} if net.number("pad", 0) else {}
    made = net.add("local", [net.before], filters=net.number("filters", 1), size=size, stride=stride, **pad)
    return net.activated(made)


def _fc(net: Net) -> int:
    bias = not net.number("batch_normalize", 0)
    return net.activated(net.normed(net.add("fc", [net.before], units=net.number("output", 1), bias=bias)))


def _window(net: Net, op: str) -> int:
    stride = net.number("stride", 1)
    size = net.number("size", stride)
    padding = net.number("padding", size - 1)
    start, end = padding // 2, padding - padding // 2
    sides = {"left": start, "right": end, "top": start, "bottom": end}
    made = [net.before]
    if max(start, end) >= size:  # more than a pool takes
        made = [net.add("zero_pad", made, pad=sides)]
        padding = 0
    pad = {"pad": sides} if padding else {}
    return net.add("pool", made, size=size, stride=stride, op=op, **pad)


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
    if all(net.draft.volume(each) == volume for each in reads):
        return net.activated(net.add("add", [own, *reads]), "linear")
    unlike = next(net.draft.volume(each) for each in reads if net.draft.volume(each) != volume)
    message = f"{net.draft.at} adds {volume} and {unlike}: Darknet adds what both have"
    net.draft.found.append(Problem(code=SHAPE_MISMATCH, severity="warning", message=message))
    made = net.draft.state("a shortcut of unlike volumes: what both have is added", volume, [own, *reads], net.path)
    return net.activated(made, "linear")


def _scaled(net: Net) -> int:
    return net.activated(net.add("multiply", [net.sections("from")[0], net.before]), "linear")


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
    kind = "pixel_shuffle" if net.number("reverse", 0) else "space_to_depth"
    return net.add(kind, [net.before], factor=net.number("stride", 1))


def _crop(net: Net) -> int:
    volume = net.draft.volume(net.before)
    wide, high = net.number("crop_width", 1), net.number("crop_height", 1)
    left, top = (volume[0] - wide) // 2, (volume[1] - high) // 2
    sides = {"left": left, "right": volume[0] - wide - left, "top": top, "bottom": volume[1] - high - top}
    return net.add("crop", [net.before], margin=sides)


def _recurrent(net: Net, products: int, kept: int) -> int:
    """Take a recurrent section: so many connected layers on what comes, so many on its state, each with a bias."""
    D, U = net.draft.volume(net.before).values, net.number("output", 1)
    weights = products * D * U + kept * U * U
    norms = (products + kept) * U if net.number("batch_normalize", 0) else 0
    params = weights + (products + kept) * U + norms
    what = f"the recurrent section {net.path[0]}, one step of it"
    return net.draft.state(what, Volume((U,)), [net.before], net.path, params=params, buffers=2 * norms, macs=weights)


def _unknown(net: Net) -> int:
    kind = net.path[0].rpartition("_")[0]
    return net.draft.unsupported(f"[{kind}]", net.draft.volume(net.before), [net.before], net.path)


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
    "sam": _scaled,
    "upsample": lambda net: net.add("upsample", [net.before], factor=net.number("stride", 2)),
    "space_to_depth": _reorg,
    "dropout": lambda net: net.add("dropout", [net.before], rate=float(net.options.get("probability", 0.5))),
    "softmax": _softmax,
    "crop": _crop,
    "lrn": lambda net: net.add("lrn", [net.before], size=net.number("size", 5)),
    "batchnorm": lambda net: net.add("batchnorm", [net.before]),
    "same": lambda net: net.activated(net.before, "linear"),
    "rnn": lambda net: _recurrent(net, 1, 2),
    "gru": lambda net: _recurrent(net, 3, 3),
    "lstm": lambda net: _recurrent(net, 4, 4),
    "yolo": _head,
    "region": _head,
    "detection": _head,
    "Gaussian_yolo": _head,
    "iseg": _head,
    "cost": _cost,
    "unknown": _unknown,
}
