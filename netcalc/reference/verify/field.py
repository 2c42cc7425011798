"""The receptive field, measured: which input pixels a gradient reaches that starts at one output position.

The weights are made positive, so that no two paths cancel and no unit is dead. A largest value is
read as a mean, since any could be the largest; activations and norms within a position hand the gradient
on, so that none is lost where they are flat. A norm over positions stays in. A gate, one factor a channel
for a whole map, is a constant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import Any, Final

import numpy as np

from netcalc.arithmetic import Slide
from netcalc.network.network import Network
from netcalc.reference.kinds.pool import AvgPool, MaxPool, TrainablePool
from netcalc.reference.kinds.table import GATES, gate_for
from netcalc.reference.net.start import started
from netcalc.reference.tape.gate import Array, Gate, Setting
from netcalc.reference.tape.tape import Tape
from netcalc.report.report import LayerReport, Reach, Report
from netcalc.volume import Volume

WITHIN: Final = ("BatchNorm", "LayerNorm", "Scale", "LRN")  # norms that work position by position
PASSED_OVER: Final = ("activation.", *(f"norm.{name}" for name in WITHIN))  # these hand on what they read
VALUES: Final = 1 << 18  # inputs to look through; small ones come in batches


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
    position sees something, so that a field of nothing is wrong.
    """

    layer: str
    position: tuple[int, ...]
    spans: tuple[Span, ...]
    exact: bool
    reached: bool = True

    @property
    def passed(self) -> bool:
        """Whether every span is as calculated, or, behind a transposed window, no wider."""
        if any(span.last < span.first for span in self.spans):
            return not self.reached
        if self.exact:
            return all((span.first, span.last) == (span.expected_first, span.expected_last) for span in self.spans)
        return all(span.last - span.first < span.size for span in self.spans)


def last_known(report: Report) -> int | None:
    """Find the last layer with a receptive field."""
    return max((place for place, layer in enumerate(report.layers) if layer.receptive_field), default=None)


def measure(network: Network, report: Report, seed: int = 0) -> FieldCheck | None:
    """Measure the field of the middle position of the last layer that has one; None where none has."""
    place = last_known(report)
    if place is None:
        return None
    rng = np.random.default_rng(seed)
    tape, numbers = _positive(network, report, place, rng)
    layer = report.layers[place]
    assert layer.output is not None
    middle = tuple(extent // 2 for extent in layer.output.spatial)
    dout = np.zeros_like(tape[numbers[place]].value)
    at: Any = (slice(None), slice(None), *reversed(middle))
    dout[at] = rng.uniform(1, 2, dout[at].shape)
    tape.backward(numbers[place], dout)
    reached = tape[numbers[-1]].gradient
    exact, seen = _cone(network, report, place, middle)
    spans = _spans(reached, middle, layer, network.input)
    return FieldCheck(layer.name, middle, spans, exact, seen)


def _positive(network: Network, report: Report, last: int, rng: np.random.Generator) -> tuple[Tape, dict[int, int]]:
    """Run what the layer is made of, on positive inputs and weights; its steps come by node, the input's as -1."""
    volume = network.input
    batch = max(1, min(64, VALUES // volume.values))
    tape = Tape()
    numbers = {-1: tape.give(rng.uniform(0.5, 1.5, (batch, volume.depth, *reversed(volume.spatial))))}
    for place in sorted(_below(network, report, last)):
        layer, reads = report.layers[place], [numbers[read] for read, _ in _followed(network, report, place)]
        gate = _linear(layer)
        if gate is None or (layer.working.layer.joins and len(reads) == 1):
            numbers[place] = reads[0]
            continue
        arrays = (np.abs(started(array, 1, rng, "xavier")) for array in layer.working.parameters or ())
        given = [tape.give(array / max(1, array[0].size) if array.ndim > 1 else array) for array in arrays]
        numbers[place] = tape.run(gate, *reads, *given)
    return tape, numbers


def _below(network: Network, report: Report, last: int) -> set[int]:
    """Give the layers that a layer is made of, itself too."""
    found, todo = set(), [last]
    while todo:
        place = todo.pop()
        if place >= 0 and place not in found:
            found.add(place)
            todo += [read for read, _ in _followed(network, report, place)]
    return found


def _followed(network: Network, report: Report, place: int) -> list[tuple[int, Volume]]:
    """Give what a layer reads, and its volumes, but not the gates: volumes of extents 1 stretched over a map."""
    given = _given(report.layers[place])
    largest = max(volume.spatial for volume in given)
    pairs = zip(network.graph.nodes[place].reads, given, strict=True)
    return [(read, volume) for read, volume in pairs if volume.spatial == largest or set(volume.spatial) != {1}]


def _linear(layer: LayerReport) -> Gate | None:
    """Give the gate to look through; None for one that is passed over."""
    gate = gate_for(Setting(layer.working.layer, _given(layer), tuple(reversed(layer.working.window or ()))))
    if isinstance(gate, MaxPool):
        return AvgPool(gate.window)
    if isinstance(gate, TrainablePool):
        return TrainablePool(AvgPool(gate.pool.window))
    return None if GATES[layer.kind].startswith(PASSED_OVER) else gate


def _given(layer: LayerReport) -> tuple[Volume, ...]:
    return tuple(volume for volume in layer.working.given if volume is not None)


def _cone(network: Network, report: Report, last: int, middle: tuple[int, ...]) -> tuple[bool, bool]:
    """Go back from a position through the windows: whether nothing cuts what it sees, and whether it sees anything."""
    cones = {last: [{position} for position in middle]}
    uncut = True
    for place in sorted(_below(network, report, last), reverse=True):
        layer, cone = report.layers[place], cones.get(place)
        uncut = uncut and not any(slide.transposed for slide in layer.working.window or ())
        if cone is None:
            continue
        wide = _under(layer, cone)
        for read, volume in _followed(network, report, place):
            kept = [places & set(range(W)) for places, W in zip(wide, volume.spatial, strict=True)]
            uncut = uncut and (read < 0 or kept == wide)
            if all(kept):
                cones[read] = [one | other for one, other in zip(kept, cones.get(read, kept), strict=True)]
    return uncut, -1 in cones


def _under(layer: LayerReport, cone: Sequence[set[int]]) -> list[set[int]]:
    """Give the positions of each axis, also outside the volume, that a layer reads for those that it makes."""
    window = layer.working.window
    return list(cone) if window is None else [_beneath(*pair) for pair in zip(window, cone, strict=True)]


def _beneath(slide: Slide, places: set[int]) -> set[int]:
    S, before = int(slide.stride), int(slide.before)
    taps = [int(slide.dilation) * tap for tap in range(int(slide.size))]
    if slide.transposed:
        found = (place + before - tap for place in places for tap in taps)
        return {value // S for value in found if value % S == 0}
    return {place * S - before + tap for place in places for tap in taps}


def _spans(reached: Array | None, at: tuple[int, ...], layer: LayerReport, given: Volume) -> tuple[Span, ...]:
    axes = reversed(range(2, 2 + len(at)))
    spans = []
    for axis, position, W, reach in zip(axes, at, given.spatial, layer.receptive_field or (), strict=True):
        others = tuple(other for other in range(len(at) + 2) if other != axis)
        pixels = np.array([]) if reached is None else np.flatnonzero(np.any(reached != 0, axis=others))
        measured = (int(pixels[0]), int(pixels[-1])) if pixels.size else (0, -1)
        spans.append(Span(*measured, *_expected(reach, position, W), reach.size))
    return tuple(spans)


def _expected(reach: Reach, position: int, W: int) -> tuple[int, int]:
    """Give the pixels that a position sees by calculation, as far as they lie in the input."""
    first = reach.start + floor(position * reach.step)
    return max(0, first), min(W, first + reach.size) - 1
