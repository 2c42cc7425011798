"""What slides in a Caffe network, and what makes maps larger or smaller: convolutions round down, pools up."""

from typing import Any, Final

from netcalc.models.formats.caffe.net import Net, sides
from netcalc.problems import INVALID_VALUE, LIMIT_EXCEEDED

DEEPEST: Final = 16  # levels of a pyramid


def conv(net: Net) -> list[int]:
    """Add a convolution."""
    return [net.weighed("conv", _fields(net, net.layer.convolution_param), net.reads[0])]


def depthwise(net: Net) -> list[int]:
    """Add a convolution of as many groups as slices."""
    return [net.weighed("conv", _fields(net, net.layer.convolution_param, net.volume.depth), net.reads[0])]


def transposed(net: Net) -> list[int]:
    """Add a convolution that is turned round."""
    return [net.weighed("conv_transpose", _fields(net, net.layer.convolution_param), net.reads[0])]


def deformed(net: Net) -> list[int]:
    """Add a convolution whose pixels another layer moves: the products are those of one that stands still."""
    fields = _fields(net, net.layer.deformable_convolution_param)
    found = net.draft.worked_out("conv", fields, net.reads[:1])
    made = [1, *reversed(found.made or net.volume)]
    params, macs = (found.counts[name] or 0 for name in ("params", "macs"))
    return net.state("a convolution whose pixels are moved", made, params=params, macs=macs)


def _fields(net: Net, given: Any, groups: int = 0) -> dict[str, Any]:
    """Give the fields of a convolution."""
    fields: dict[str, Any] = {"filters": given.num_output, "size": net.spread(sides(given, "kernel", 1))}
    fields["stride"] = net.spread(sides(given, "stride", 1))
    ends = {"left": given.pad_l, "right": given.pad_r, "top": given.pad_t, "bottom": given.pad_b}
    pad = ends if any(ends.values()) else net.spread(sides(given, "pad", 0))
    fields |= {"pad": pad} if pad else {}
    dilation = [*given.dilation, *given.hole][::-1]  # `hole` is what DeepLab's Caffe calls it
    fields |= {"dilation": net.spread(dilation)} if dilation and set(dilation) != {1} else {}
    group = groups or (given.group if given.HasField("group") else 1)
    fields |= {"groups": group} if group > 1 else {}
    return fields | ({"bias": False} if given.HasField("bias_term") and not given.bias_term else {})


def pool(net: Net) -> list[int]:
    """Add a pool; its second blob says where each maximum was, in a map of the same size."""
    given = net.layer.pooling_param
    op = ("max", "avg", "max")[given.pool]
    if given.global_pooling:
        return net.add("global_pool", {"op": op})
    size, stride, pad = sides(given, "kernel", 1), sides(given, "stride", 1), sides(given, "pad", 0)
    floors = given.round_mode == 1 or (given.HasField("ceil_mode") and not given.ceil_mode)
    fields: dict[str, Any] = {"size": net.spread(size), "op": op, "stride": net.spread(stride)}
    fields |= {"pad": net.spread(pad)} if any(pad) else {}
    wanted = [_caffes(*each) for each in zip(net.volume.spatial, size, stride, pad, strict=False)]
    made = net.add("pool", {**fields, **({} if floors else {"rounding": "ceil"})})
    if not floors and list(net.draft.volume(made[0]).spatial) != wanted:
        message = "Caffe keeps a last window that starts outside here, which netcalc does not"
        raise net.draft.fault(message, INVALID_VALUE, "a pool whose stride is not larger than its size has none")
    return made * len(net.layer.top)


def _caffes(W: int, F: int, S: int, P: int) -> int:
    """Give Caffe's extent of a pool: rounded up, a window that starts in the end padding taken away."""
    made = -((F - W - 2 * P) // S) + 1
    return made - 1 if P and (made - 1) * S >= W + P else made


def pyramid(net: Net) -> list[int]:
    """Add pools over 1, 4, 16 ... parts of the map, side by side."""
    levels = net.layer.spp_param.pyramid_height
    if levels > DEEPEST:
        raise net.draft.fault("a pyramid of so many levels is larger than any map", LIMIT_EXCEEDED)
    bins = sum(4**level for level in range(levels))
    return net.state("a pyramid of pools", [1, bins * net.volume.depth])


def upsample(net: Net) -> list[int]:
    """Add what makes a map larger by a factor, or of the size given; where maxima stood is read beside it."""
    given = net.layer.upsample_param
    wide, high = given.upsample_w or given.width, given.upsample_h or given.height
    if wide and high:
        return net.add("upsample", {"size": [wide, high]}, net.reads[:1])
    factor = given.scale or 2
    if given.pad_out_w or given.pad_out_h:
        cuts = (given.pad_out_w, given.pad_out_h)
        size = [factor * W - cut for W, cut in zip(net.volume.spatial, cuts, strict=False)]
        return net.add("upsample", {"size": size}, net.reads[:1])
    return net.add("upsample", {"factor": factor}, net.reads[:1])


def interpolated(net: Net) -> list[int]:
    """Add a map drawn anew between its corners: of the size given or of another layer's, shrunk, then zoomed."""
    given = net.layer.interp_param
    cut = given.pad_beg + given.pad_end
    came = [extent + cut for extent in net.volume.spatial]
    if given.shrink_factor > 1:
        came = [(extent - 1) // given.shrink_factor + 1 for extent in came]
    if given.zoom_factor > 1:
        came = [extent + (extent - 1) * (given.zoom_factor - 1) for extent in came]
    if given.height and given.width:
        came = [given.width, given.height]
    elif len(net.reads) > 1:
        came = list(net.draft.volume(net.reads[1]).spatial)
    return net.add("upsample", {"size": came, "mode": "bilinear"}, net.reads[:1])


def cropped(net: Net) -> list[int]:
    """Cut the first to the extents of the second, from an axis on, each from an offset."""
    given, other = net.layer.crop_param, [1, *reversed(net.draft.volume(net.reads[1]))]
    first = net.axis(given.axis if given.HasField("axis") else 2)
    offsets = list(given.offset) or [0]
    axes = range(first, len(net.dims))
    offsets = offsets * len(axes) if len(offsets) == 1 else offsets
    if len(offsets) != len(axes) or len(other) != len(net.dims):
        raise net.draft.fault("it does not say where to cut along each axis", INVALID_VALUE)
    cuts = {axis: (at, at + other[axis]) for axis, at in zip(axes, offsets, strict=True)}
    return [_cut(net, cuts)]


def _cut(net: Net, cuts: dict[int, tuple[int, int]]) -> int:
    """Keep a range of each axis."""
    made, dims = net.reads[0], net.dims
    margin: dict[str, int] = {}
    sides = {2: ("top", "bottom"), 3: ("left", "right")} if len(dims) == 4 else {}
    for axis, (start, stop) in cuts.items():
        if stop > dims[axis]:
            raise net.draft.fault("what it cuts out is larger than what it cuts", INVALID_VALUE)
        if axis in sides:
            margin |= dict(zip(sides[axis], (start, dims[axis] - stop), strict=True))
        elif (start, stop) != (0, dims[axis]):
            fields = {"axis": len(dims) - 1 - axis, "start": start, "stop": stop}
            made = net.draft.add("slice", fields, [made], net.path)
    return net.draft.add("crop", {"margin": margin}, [made], net.path) if any(margin.values()) else made
