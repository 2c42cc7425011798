"""What is said to see all, measured: whether one position of a layer is reached by all that any position is."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from netcalc.network.network import Network
from netcalc.reference.tape.gate import Array
from netcalc.reference.verify.fields.looking import Looking
from netcalc.report.report import Report

WORK: Final = 3_000_000_000  # multiplications that this may take
STORED: Final = 20_000_000  # weights


@dataclass(frozen=True, slots=True)
class AllCheck:
    """The last layer that sees all: how many pixels reach its one position that sees most, how many reach any.

    What a mask hides, what comes later in a sequence, what lies in padding, one position sees and another does not:
    the first, the middle and the last position are looked at.
    """

    layer: str
    pixels: int
    of: int

    @property
    def passed(self) -> bool:
        """Whether one position sees what all of them see together."""
        return self.pixels == self.of


def measure_all(network: Network, report: Report, seed: int = 0) -> AllCheck | None:
    """Measure the last layer that sees all; None where none does, where all is one pixel, or it would take long.

    Through a layer whose numbers are stated nothing is seen.
    """
    place = max((at for at, layer in enumerate(report.layers) if layer.receptive_field_is == "all"), default=None)
    if place is None:
        return None
    lookings = (Looking(network, report, place, number) for number in network.graph.numbers.values())
    checks = [_measured(looking, report, place, seed) for looking in lookings if _possible(looking, report)]
    seen = [check for check in checks if check.of > 1]
    return next((check for check in seen if not check.passed), seen[0] if seen else None)


def _measured(looking: Looking, report: Report, place: int, seed: int) -> AllCheck:
    layer = report.layers[place]
    extents = layer.output.spatial if layer.output else ()
    looked = (tuple(0 for _ in extents), tuple(W // 2 for W in extents), tuple(W - 1 for W in extents))
    every, *alone = map(_pixels, looking.compared((None, *looked), np.random.default_rng(seed)))
    return AllCheck(layer.name, max(int((one & every).sum()) for one in alone), int(every.sum()))


def _possible(looking: Looking, report: Report) -> bool:
    layers = [report.layers[place] for place in looking.places]
    if any(layer.working.layer.stated for layer in layers):
        return False
    work = looking.batch * sum(layer.macs or 0 for layer in layers)
    return work <= WORK and sum(layer.params or 0 for layer in layers) <= STORED


def _pixels(reached: Array | None) -> Any:
    """Say which pixels, whatever their slice, are reached: (*W)."""
    return np.zeros((), bool) if reached is None else np.any(reached != 0, axis=(0, 1))
