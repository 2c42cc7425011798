"""A gradient held against differences of one length: how far they are apart, and how large they are."""

from math import isfinite
from typing import Final

import numpy as np

from netcalc.reference.tape.gate import Array
from netcalc.reference.verify.gradients.direction import Direction, shifted
from netcalc.reference.verify.ran import Plan, Ran, typical

SEEN: Final = 1e8  # noise is far below what is measured against it
End = tuple[Array, Array | None]  # a value, and which piece of the function made it


class Seen:
    """The differences found so far, and the largest gradient that they are measured against."""

    def __init__(self, ran: Ran, h: float) -> None:
        """Measure by steps of this length, and against no less than what rounding hides."""
        self.dout, self.h = ran.dout.astype(np.float64, copy=False), h
        rounded = max(ran.rounded, float(np.linalg.norm(self.dout * ran.value)))
        self.worst, self.largest, self.steepest = 0.0, float(np.finfo(np.float64).eps) * rounded / h * SEEN, 0.0
        self.taken = self.kinks = 0

    def add(self, gradient: Array | None, direction: Direction, moved: Array, same: Array) -> None:
        """Take one difference in; `same` are the outputs of which no kink was crossed."""
        analytic = 0.0 if gradient is None else direction.along(gradient)
        numeric = float((moved * self.dout).sum(where=same))
        if not isfinite(numeric):  # a difference left the domain
            self.kinks += 1
            return
        self.worst = max(self.worst, abs(analytic - numeric))
        self.steepest = max(self.steepest, abs(numeric))
        self.largest = max(self.largest, abs(analytic), abs(numeric))
        self.taken += 1
        self.kinks += int(same.size - np.count_nonzero(same))

    def error(self) -> float:
        """Give the largest error, relative to the largest gradient."""
        return self.worst / self.largest if self.largest else 0.0


def differences(step: float, ran: Ran, place: int, plan: Plan, ends: int = 2) -> "tuple[str, Seen]":
    """Hold a gradient against differences of one length, between two ends, or between one and where the gate ran."""
    method, directions = plan.directions(ran.inputs[place], ran.value.size + plan.work)
    seen = Seen(ran, step * typical(ran.inputs[place]))
    for direction in directions:
        above = _end(ran, place, direction, seen.h)
        below = _end(ran, place, direction, -seen.h) if ends > 1 else (ran.value, ran.gate.choices(ran.cache))
        same = _same(above, below)
        gradient = ran.gradients[place]
        if not same.all():
            dout = np.where(same, ran.dout, 0).astype(ran.dout.dtype)
            gradient = ran.gate.backward(dout, ran.cache)[place]
        seen.add(gradient, direction, (above[0] - below[0]) / (ends * seen.h), same)
    return method, seen


def _end(ran: Ran, place: int, direction: Direction, h: float) -> End:
    """Run the gate on an input that is moved."""
    inputs = [array.astype(np.float64, copy=False) for array in ran.inputs]
    with shifted(inputs[place], direction, h, own=place in ran.own) as moved:
        value, cache = ran.gate.forward(*inputs[:place], moved, *inputs[place + 1 :])
        return value, ran.gate.choices(cache)


def _same(above: End, below: End) -> Array:
    """Say which values stayed on their side of a kink."""
    same = np.ones((), bool) if above[1] is None else np.asarray(above[1] == below[1])
    return same if same.shape == above[0].shape else np.asarray(same.all())
