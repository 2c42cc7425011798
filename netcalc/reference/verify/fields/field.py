"""The receptive field, measured: which input pixels a gradient reaches that starts at one output position."""

from dataclasses import dataclass
from math import floor

import numpy as np

from netcalc.network.network import Network
from netcalc.reference.tape.gate import Array
from netcalc.reference.verify.fields.looking import Looking
from netcalc.report.report import LayerReport, Reach, Report
from netcalc.volume import Volume


@dataclass(frozen=True, slots=True)
class Span:
    """The pixels of one axis that reach a position: first and last as measured, as calculated, the full size."""

    first: int
    last: int
    expected_first: int
    expected_last: int
    size: int

    @property
    def clipped(self) -> bool:
        """Whether the input ends before the field does."""
        return self.expected_last - self.expected_first + 1 < self.size


@dataclass(frozen=True, slots=True)
class FieldCheck:
    """The last layer whose receptive field is known, the position looked at, a span for each axis.

    `exact`: every position sees a span of the same size. Behind a transposed window, or where a border between
    layers cuts what it sees, some see less than calculated, which is the most that any sees. `reached`: the
    position sees something, so that a field of nothing is wrong. `gates` are not followed: a field is the map's.
    """

    layer: str
    position: tuple[int, ...]
    spans: tuple[Span, ...]
    exact: bool
    reached: bool = True
    gates: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every span is as calculated, or, behind a transposed window, no wider."""
        if any(span.last < span.first for span in self.spans):
            return not self.reached
        if self.exact:
            return all((span.first, span.last) == (span.expected_first, span.expected_last) for span in self.spans)
        return all(span.last - span.first < span.size for span in self.spans)


def last_known(report: Report) -> int | None:
    """Find the last layer with a receptive field of some pixels."""
    fields = ((place, layer.receptive_field or ()) for place, layer in enumerate(report.layers))
    return max((place for place, field in fields if any(reach.size for reach in field)), default=None)


def measure(network: Network, report: Report, seed: int = 0) -> FieldCheck | None:
    """Measure the field of the middle position of the last layer that has one; None where none has."""
    place = last_known(report)
    if place is None:
        return None
    layer = report.layers[place]
    assert layer.output is not None
    middle = tuple(extent // 2 for extent in layer.output.spatial)
    checks = []
    for name, number in network.graph.numbers.items():
        looking = Looking(network, report, place, number)
        reached = looking.reached(middle, np.random.default_rng(seed))
        exact, seen = looking.cone(middle)
        if seen or len(network.inputs) == 1:
            spans = _spans(reached, middle, layer, network.inputs[name], looking.axes())
            checks.append(FieldCheck(layer.name, middle, spans, exact, seen, looking.gates_left_out()))
    return next((check for check in checks if not check.passed), checks[0] if checks else None)


def _spans(
    reached: Array | None, at: tuple[int, ...], layer: LayerReport, given: Volume, looks: tuple[int, ...]
) -> tuple[Span, ...]:
    """Measure along each axis of the layer, which looks along one of the input's."""
    spans = []
    for along, position, reach in zip(looks, at, layer.receptive_field or (), strict=True):
        axis, W = 1 + len(at) - along, given.spatial[along]
        others = tuple(other for other in range(len(at) + 2) if other != axis)
        pixels = np.array([]) if reached is None else np.flatnonzero(np.any(reached != 0, axis=others))
        measured = (int(pixels[0]), int(pixels[-1])) if pixels.size else (0, -1)
        spans.append(Span(*measured, *_expected(reach, position, W), reach.size))
    return tuple(spans)


def _expected(reach: Reach, position: int, W: int) -> tuple[int, int]:
    """Give the pixels that a position sees by calculation, as far as they lie in the input."""
    first = reach.start + floor(position * reach.step)
    return max(0, first), min(W, first + reach.size) - 1
