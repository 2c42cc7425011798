"""What Caffe's forks for finding things add: boxes laid out beforehand, regions of a map, learned lengths."""

from math import prod
from typing import Any, Final

from netcalc.models.formats.caffe.net import Net
from netcalc.problems import LIMIT_EXCEEDED

CORNERS: Final = 4
MOST_RATIOS: Final = 1_000
FIELDS: Final = 5  # of a region: its picture and its corners
NOTE: Final = "behind `{}` the numbers are those of one region"


def priors(net: Net) -> list[int]:
    """Lay out boxes over a map: for each pixel so many, with their corners and how these vary."""
    given, pixels = net.layer.prior_box_param, prod(net.volume.spatial)
    if len(given.aspect_ratio) > MOST_RATIOS:
        message = f"it has more than {MOST_RATIOS:,} ratios"
        raise net.draft.fault(message, LIMIT_EXCEEDED)
    return net.state("boxes laid out over the map", [1, 2, pixels * _boxes(given) * CORNERS])


def _boxes(given: Any) -> int:
    """Count the boxes of a pixel: a square, those of other shapes, and for each larger size one more."""
    if given.fixed_size:  # by density
        each = max(1, len(given.fixed_ratio))
        return sum(each * int(density) ** 2 for density in given.density)
    shapes = [1.0]
    for ratio in given.aspect_ratio:
        found = (ratio, 1 / ratio) if ratio and (given.flip or not given.HasField("flip")) else (ratio,)
        if all(abs(ratio - known) > 1e-6 for known in shapes):
            shapes += found
    return len(shapes) * len(given.min_size) + len(given.max_size)


def regions(net: Net) -> list[int]:
    """Take from the map what stands in a region, on a grid of one size."""
    given = net.layer.roi_pooling_param if net.layer.HasField("roi_pooling_param") else net.layer.roi_align_param
    return _region(net, [1, net.volume.depth, given.pooled_h or 1, given.pooled_w or 1])


def placed_regions(net: Net) -> list[int]:
    """Take from the map what stands in a region, each cell of the grid from slices of its own."""
    given = net.layer.psroi_pooling_param
    return _region(net, [1, given.output_dim, given.group_size, given.group_size])


def _region(net: Net, dims: list[int]) -> list[int]:
    net.draft.notes.append(NOTE.format(net.path[0][:60]))
    return net.state("a region of the map, on a grid", dims)


def proposals(net: Net) -> list[int]:
    """Propose regions, one of which stands for all; what is made beside them is for losses."""
    return net.state("a region that is proposed", [1, FIELDS]) * len(net.layer.top)


def normalized(net: Net) -> list[int]:
    """Bring values to one length, which is learned: for each slice, or for all."""
    given, learns = net.layer.norm_param, net.layer.HasField("norm_param")
    params = 0 if not learns else 1 if given.channel_shared else net.volume.depth
    return net.state("values brought to one length", net.dims, params=params)
