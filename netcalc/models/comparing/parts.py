"""The layers of a network as they are compared: what two must agree in, zeros around a map being padding."""

from collections.abc import Hashable, Mapping
from typing import Final, NamedTuple

from netcalc.report.report import LayerReport, Report

PASSED: Final = frozenset({"dropout", "flatten", "reshape", "transpose", "slice", "zero_pad"})  # tools differ in these
PADDED: Final = ("conv", "local")
RECTIFIED: Final = ("relu", "relu6", "sigmoid")
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
    window, fields = layer.working.window or (), layer.working.layer
    more = _around(layer, zeros) or ((0, 0),) * len(window)
    sides = tuple(Side(slide.size, slide.stride, slide.before + before, slide.after + after, slide.dilation)
                  for slide, (before, after) in zip(window, more, strict=True))  # fmt: skip
    params = -1 if layer.shares else layer.params
    chosen = tuple(getattr(fields, name) for name in CHOSEN.get(layer.kind, ()))
    return Key(layer.kind, sides, layer.output, params, getattr(fields, "op", None), getattr(fields, "groups", None),
               chosen)  # fmt: skip
