"""Two networks aligned layer by layer, and the first difference between them, with both sides."""

from collections.abc import Hashable, Mapping, Sequence
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Final, NamedTuple

from netcalc.problems import NETWORKS_DIFFER, Problem
from netcalc.report.report import LayerReport, Report

PASSED: Final = frozenset({"dropout", "flatten", "reshape", "transpose", "slice", "zero_pad"})  # tools differ in these
PADDED: Final = ("conv", "local")
RECTIFIED: Final = ("relu", "relu6", "sigmoid")
MOST_PAIRS: Final = 4_000_000


def differences(
    report: Report, other: Report, called: str, lines: Mapping[str, str] = MappingProxyType({})
) -> tuple[Problem, ...]:
    """Say where another network differs from this one first; nothing where their layers agree.

    Layers agree that are of one kind, slide alike, make one volume and store as much. `lines` say where in somebody's
    code the other's layers stand.
    """
    ours, theirs = (_compared(each) for each in (report, other))
    one, two = ([_key(layer, zeros) for layer in layers]
                for layers, zeros in ((ours, _zeros(report)), (theirs, _zeros(other))))  # fmt: skip
    found: list[Problem] = []
    came = [(left, right) for left, right in zip(report.inputs.values(), other.inputs.values(), strict=False)
            if left != right]  # fmt: skip
    if came:
        found.append(_problem(f"the input is {came[0][0]} here, and {came[0][1]} in {called}"))
    if one == two:
        return tuple(found)
    place, end, begin, stop = _first(one, two)
    line = lines.get(theirs[begin].name) if begin < stop else None
    where = f"{called}, at {line}" if line else called
    found.append(_told(ours[place:end], theirs[begin:stop], ours[place - 1 : place], where))
    return tuple(found)


def _compared(report: Report) -> list[LayerReport]:
    return [layer for layer in report.layers if layer.kind not in PASSED and not layer.working.layer.alone]


class Zeros(NamedTuple):
    """Zeros that a layer of its own puts around a map: before and behind along each axis; no value is below them."""

    pairs: tuple[tuple[int, int], ...]
    least: bool


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


def _key(layer: LayerReport, zeros: Mapping[str, Zeros]) -> Hashable:
    """Give what two layers agree in; zeros put around what is read are padding."""
    window = layer.working.window or ()
    around = _around(layer, zeros)
    more = around or ((0, 0),) * len(window)
    slides = tuple((slide.size, slide.stride, slide.before + before, slide.after + after, slide.dilation)
                   for slide, (before, after) in zip(window, more, strict=True))  # fmt: skip
    op = getattr(layer.working.layer, "op", None)
    groups = getattr(layer.working.layer, "groups", None)
    return layer.kind, slides, layer.output, layer.params if not layer.shares else -1, op, groups


def _first(one: Sequence[Hashable], two: Sequence[Hashable]) -> tuple[int, int, int, int]:
    """Find the first part that differs: from where to where on either side."""
    if len(one) * len(two) > MOST_PAIRS:
        place = next((at for at, pair in enumerate(zip(one, two, strict=False)) if pair[0] != pair[1]),
                     min(len(one), len(two)))  # fmt: skip
        return place, place + 1, place, place + 1
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    _, *where = next(block for block in blocks if block[0] != "equal")
    place, end, begin, stop = where
    return place, end, begin, stop


def _told(some: Sequence[LayerReport], others: Sequence[LayerReport], before: Sequence[LayerReport],
          called: str) -> Problem:  # fmt: skip
    """Say both sides of a difference."""
    behind = f"behind {before[0].name}" if before else "at the beginning"
    if some and others:
        message = f"{some[0].name} is {_shown(some[0])} here, and {others[0].name} is {_shown(others[0])} in {called}"
        return _problem(message, some[0].name, _apart(some[0], others[0]))
    if some:
        more = f", and {len(some) - 1} more" if len(some) > 1 else ""
        return _problem(f"{some[0].name}, {_shown(some[0])}{more}, is not in {called}", some[0].name)
    more = f", and {len(others) - 1} more" if len(others) > 1 else ""
    return _problem(f"{others[0].name}, {_shown(others[0])}{more}, of {called} is missing here, {behind}")


def _apart(one: LayerReport, other: LayerReport) -> str:
    """Say in which numbers two layers of one kind differ."""
    if one.kind != other.kind:
        return f"{one.kind} against {other.kind}"
    named = (("params", one.params, other.params), ("output", one.output, other.output), ("macs", one.macs, other.macs))
    return ", ".join(f"{name} {left} against {right}" for name, left, right in named if left != right)


def _shown(layer: LayerReport) -> str:
    """Write a layer: its kind, its window, what leaves it, what it stores."""
    slides = layer.working.window or ()
    size = " " + "x".join(str(slide.size) for slide in slides) if slides else ""
    strides = {slide.stride for slide in slides} - {1}
    pads = {(slide.before, slide.after) for slide in slides} - {(0, 0)}
    padding = "x".join(f"{slide.before}" if slide.before == slide.after else f"{slide.before}+{slide.after}"
                       for slide in (slides if len(pads) > 1 else slides[:1]))  # fmt: skip
    window = size + (f" /{min(strides)}" if strides else "") + (f" p{padding}" if pads else "")
    return f"{layer.kind}{window} -> {layer.output or '-'} with {layer.params or 0:,} params"


def _problem(message: str, layer: str | None = None, hint: str = "") -> Problem:
    return Problem(code=NETWORKS_DIFFER, message=message, layer=layer, hint=hint)
