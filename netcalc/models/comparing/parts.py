"""The layers of a network as they are compared: what two must agree in, zeros around a map being padding."""

from collections.abc import Hashable, Mapping, Sequence
from math import prod
from typing import Final, NamedTuple

from netcalc.report.report import LayerReport, Report

PASSED: Final = frozenset(
    {"dropout", "flatten", "reshape", "transpose", "slice", "zero_pad", "crop"}
)  # tools differ in these
PADDED: Final = ("conv", "local")
RECTIFIED: Final = ("relu", "relu6", "sigmoid")
SPACE: Final = ("pool", "adaptive_pool", "reduce")  # which may take a whole map, as global_pool does
WHOLE: Final = "global_pool"
SAME: Final = {"mean": "avg"}
CHOSEN: Final = {"attention": ("heads",), "leaky_relu": ("slope",), "elu": ("alpha",)}  # no number shows these


class Side(NamedTuple):
    """A window's way along one axis: what two layers must have alike."""

    size: int
    stride: int
    before: int
    after: int
    dilation: int


class Key(NamedTuple):
    """What two layers agree in; `params` are -1 where the arrays are another layer's."""

    kind: str
    sides: tuple[Side, ...]
    output: Hashable
    params: int | None
    op: object
    groups: object
    chosen: tuple[object, ...]


class Part(NamedTuple):
    """A layer and its key."""

    layer: LayerReport
    key: Key


class Zeros(NamedTuple):
    """Zeros that a layer of its own puts around a map: before and behind along each axis; no value is below them."""

    pairs: tuple[tuple[int, int], ...]
    least: bool


def parts(report: Report) -> list[Part]:
    """Give the layers that are compared, in order."""
    zeros = _zeros(report)
    return [Part(layer, _key(layer, zeros)) for layer in report.layers if not passed(layer)]


def passed(layer: LayerReport) -> bool:
    """Say whether a layer only moves values about, or reads nothing: tools write such otherwise."""
    return layer.kind in PASSED or layer.working.layer.alone


def _zeros(report: Report) -> dict[str, Zeros]:
    """Give the zeros around maps by the names of the layers that put them there."""
    above = {layer.name for layer in report.layers if layer.kind in RECTIFIED}
    return {
        layer.name: Zeros(
            tuple((slide.before, slide.after) for slide in layer.working.window or ()), set(layer.from_) <= above
        )
        for layer in report.layers
        if layer.kind == "zero_pad"
    }


def _around(layer: LayerReport, zeros: Mapping[str, Zeros]) -> tuple[tuple[int, int], ...]:
    """Give the zeros that are as good as padding: a convolution's, and those of a maximum of values above zero."""
    found = zeros.get(layer.from_[0]) if len(layer.from_) == 1 else None
    if found is None:
        return ()
    largest = layer.kind == "pool" and getattr(layer.working.layer, "op", "") == "max" and found.least
    return found.pairs if largest or layer.kind in PADDED else ()


def _key(layer: LayerReport, zeros: Mapping[str, Zeros]) -> Key:
    """Give what two layers agree in; zeros put around what is read are padding."""
    fields = layer.working.layer
    whole = layer.kind == WHOLE or _whole(layer)
    sides = () if whole else _sides(layer, _around(layer, zeros))
    op = getattr(fields, "op", None)
    made = layer.output
    return Key(
        WHOLE if whole else layer.kind,
        sides,
        made if sides or made is None else (prod(made.spatial), made.depth),
        -1 if layer.shares else layer.params,
        SAME.get(str(op), op),
        _groups(layer),
        tuple(getattr(fields, name) for name in CHOSEN.get(layer.kind, ())),
    )


def _whole(layer: LayerReport) -> bool:
    """Say whether a window is a whole map, or a mean is over all of it, and nothing else."""
    given, made = layer.working.given[:1], layer.output
    if layer.kind not in SPACE or not given or given[0] is None or made is None or not made.spatial:
        return False
    window = layer.working.window or ()
    covers = [slide.size == extent and not slide.before + slide.after
              for slide, extent in zip(window, given[0].spatial, strict=False)]  # fmt: skip
    return set(made.spatial) == {1} and made.depth == given[0].depth and (all(covers) or layer.kind != "pool")


def _sides(layer: LayerReport, around: Sequence[tuple[int, int]]) -> tuple[Side, ...]:
    """Give the ways of a window; where a maximum rounds up, what it needs behind is padding."""
    window, made = layer.working.window or (), layer.output
    more = around or ((0, 0),) * len(window)
    given = layer.working.given[0] if layer.working.given else None
    rounded = layer.kind == "pool" and getattr(layer.working.layer, "op", "") == "max" and given and made
    extents = zip(given.spatial, made.spatial, strict=True) if rounded and given and made else ((0, 0),) * len(window)
    found = []
    for slide, (before, after), (extent, positions) in zip(window, more, extents, strict=True):
        needed = (positions - 1) * slide.stride + slide.dilation * (slide.size - 1) + 1 - extent - slide.before
        behind = max(slide.after, needed) if rounded and slide.rounding == "ceil" else slide.after
        found.append(Side(slide.size, slide.stride, slide.before + before, behind + after, slide.dilation))
    return tuple(found)


def _groups(layer: LayerReport) -> object:
    """Give the groups of filters; of those that read a slice each, as many as there are slices."""
    groups, given = getattr(layer.working.layer, "groups", None), layer.working.given[:1]
    return given[0].depth if groups == "depth" and given and given[0] is not None else groups
