"""Layers that slide a window: convolutions of all sorts, pools, and pools over everything."""

from collections.abc import Sequence
from typing import Any

from netcalc.models.formats.keras.call import Call, Makes
from netcalc.models.formats.keras.layers.functions import activated
from netcalc.models.formats.keras.shapes import extents
from netcalc.models.formats.keras.tensor import Tensor

SIDES = (("left", "right"), ("top", "bottom"), ("front", "back"))


def biased(call: Call) -> dict[str, Any]:
    """Say whether there is a bias."""
    return {} if call.get("use_bias", "bias", default=True) else {"bias": False}


def along(call: Call, given: Any, beside: int = 1) -> list[int]:
    """Give a size along every axis of a volume: along those before the layer's own nothing is done."""
    return [*extents(given, call.axes), *[beside] * call.lead]


def padding(call: Call, reach: Sequence[int] = ()) -> dict[str, Any]:
    """Say how a window that reaches so far is padded."""
    word = str(call.get("padding", "border_mode", default="valid")).lower()
    if word == "causal" and call.lead and reach:
        sides = {
            "left": reach[0] - 1,
            **{name: 0 for pair in SIDES[: call.lead + 1] for name in pair if name != "left"},
        }
        return {"pad": sides}
    return {} if word == "valid" else {"pad": word}


def _size(call: Call) -> Any:
    config = call.config
    if "nb_row" in config:
        return [config["nb_row"], config["nb_col"]]
    if "kernel_dim1" in config:
        return [config[f"kernel_dim{axis}"] for axis in (1, 2, 3)]
    return call.get("kernel_size", "filter_length")


def window(call: Call) -> dict[str, Any]:
    """Give the fields of a window: size, padding, stride, dilation."""
    size = along(call, _size(call))
    stride = along(call, call.get("strides", "subsample", "subsample_length", default=1))
    dilation = along(call, call.get("dilation_rate", "atrous_rate", default=1))
    reach = [each * (extent - 1) + 1 for each, extent in zip(dilation, size, strict=True)]
    fields: dict[str, Any] = {"size": size, **padding(call, reach)}
    fields |= {"stride": stride} if set(stride) != {1} else {}
    return fields | ({"dilation": dilation} if set(dilation) != {1} else {})


def conv(call: Call) -> Tensor:
    """Make a convolution."""
    groups = int(call.get("groups", default=1))
    more = {"groups": groups} if groups > 1 else {}
    fields = {"filters": call.get("filters", "nb_filter"), **window(call), **more, **biased(call)}
    return activated(call, call.add("conv", fields))


def depthwise(call: Call) -> Tensor:
    """Make a convolution of each slice by itself."""
    depth = call.volume.depth
    fields = {"filters": depth * int(call.get("depth_multiplier", default=1)), **window(call), "groups": depth}
    return activated(call, call.add("conv", {**fields, **biased(call)}))


def separable(call: Call) -> Tensor:
    """Make a convolution of each slice by itself, then one of size 1 over all."""
    depth = call.volume.depth
    wide = depth * int(call.get("depth_multiplier", default=1))
    first = call.add("conv", {"filters": wide, **window(call), "groups": depth, "bias": False})
    fields = {"filters": call.get("filters", "nb_filter"), "size": 1, **biased(call)}
    return activated(call, call.add("conv", fields, [first], "pointwise"))


def transposed(call: Call) -> Tensor:
    """Make a transposed convolution."""
    fields = {"filters": call.get("filters", "nb_filter"), **window(call), **biased(call)}
    size, one = fields["size"], [1] * (call.axes + call.lead)
    stride, dilation = fields.get("stride", one), fields.get("dilation", one)
    reach = [each * (extent - 1) + 1 for each, extent in zip(dilation, size, strict=True)]
    more = call.get("output_padding")
    if more is not None:
        pads = [each // 2 for each in reach] if fields.get("pad") == "same" else [0] * len(reach)
        fields |= {"pad": pads, "output_pad": along(call, more, 0)}
    elif "pad" not in fields and any(S > F for F, S in zip(reach, stride, strict=True)):
        fields |= {"output_pad": [max(0, S - F) for F, S in zip(reach, stride, strict=True)]}
    return activated(call, call.add("conv_transpose", fields))


def local(call: Call) -> Tensor:
    """Make a convolution whose filters are not shared."""
    fields = {"filters": call.get("filters", "nb_filter"), **window(call), **biased(call)}
    return activated(call, call.add("local", fields))


def pool(op: str) -> Makes:
    """Make a pool, whose stride is its size by itself."""

    def made(call: Call) -> Tensor:
        size = call.get("pool_size", "pool_length", default=2)
        stride = along(call, call.get("strides", "stride", default=size))
        return call.add("pool", {"size": along(call, size), "stride": stride, "op": op, **padding(call)})

    return made


def whole(op: str) -> Makes:
    """Make a pool over all positions, whose axes are gone unless they are kept."""

    def made(call: Call) -> Tensor:
        if call.lead:
            over = {"over": list(range(call.axes)), **({} if op == "avg" else {"op": op})}
            found = call.add("reduce", over)
            kept = call.shape[: call.lead]
            return found if call.get("keepdims") else found._replace(shape=(*kept, call.volume.depth))
        found = call.add("global_pool", {"op": op})
        return found if call.get("keepdims") or not call.axes else call.add("flatten", reads=[found])

    return made


def adaptive(op: str) -> Makes:
    """Make a pool that is told its output."""

    def made(call: Call) -> Tensor:
        size = along(call, call.get("output_size"))
        if call.lead:
            size[-call.lead :] = call.volume.spatial[-call.lead :]
        return call.add("adaptive_pool", {"size": size, "op": op})

    return made
