"""Gradients held against finite differences: the analytic ones are fast and error-prone, the numeric ones neither.

An array's numeric gradient is taken entry by entry where that is cheap, else along random directions,
each of which moves every entry. Outputs whose kink lies within a difference are left out, and counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import Any, Final

import numpy as np

from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.verify.direction import Direction, Signs, Unit, shifted

STEP: Final = 1e-6  # of the array's own size: CS231n's h is 1e-5, too long where a spread is small
SHORTER: Final = 1e-7
LONGER: Final = 1e-2  # how steep it is nearby, where the slope itself is 0
CLOSE: Final = 1e-6
FINE: Final = 1e-8  # as good as a centred difference
MOST: Final = 500  # entries checked one by one
CHEAP: Final = 20_000_000  # operations that this may take
SEEN: Final = 1e8  # noise is far below what is measured against it


@dataclass(frozen=True, slots=True)
class GradientCheck:
    """What came of checking one array: the relative error, how it was taken, the kinks that were crossed.

    The error is the largest difference of the two gradients over the largest gradient found.
    """

    name: str
    error: float
    method: str
    taken: int
    kinks: int


def typical(x: Array) -> float:
    """Give the size of an array's values: their root mean square, 1 where all are 0."""
    return sqrt(float(np.vdot(x, x)) / max(1, x.size)) or 1.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How to check: what to draw from, how many directions, the multiplications of a forward pass."""

    rng: np.random.Generator
    samples: int = 1
    work: int = 0

    def directions(self, x: Array, work: int) -> tuple[str, Iterator[Direction]]:
        """Choose the method, and give the directions to move x in."""
        if x.size <= MOST and x.size * work <= CHEAP:
            return "entries", (Unit(place) for place in np.ndindex(x.shape))
        return "directions", (Signs(int(self.rng.integers(2**63))) for _ in range(self.samples))


@dataclass(frozen=True, slots=True)
class Ran:
    """A gate that ran: its inputs, what came of them, an upstream gradient, and what it was sent back as.

    `rounded` is the size of what is rounded on the way, as the output feels it, where that is more than the value.
    `own` are the inputs, by their places, that nobody else reads.
    """

    gate: Gate
    inputs: Sequence[Array]
    value: Array
    cache: Any
    dout: Array
    gradients: Gradients
    rounded: float = 0.0
    own: frozenset[int] = frozenset()


def check_input(ran: Ran, place: int, plan: Plan, name: str = "") -> GradientCheck:
    """Check the gradient of one input of a gate; once more by shorter differences where the first are far off.

    A difference of a curve is off by its bend: next to a slope of 0, as of x³ at 0, that is all there is. So what is
    still far off is measured against the slopes nearby. What takes long and is linear needs one end alone.
    """
    exact = ran.value.dtype == np.float64
    if exact and plan.work > CHEAP:
        method, found = _seen(STEP, ran, place, plan, ends=1)
        if found.error() <= FINE:
            return GradientCheck(name, found.error(), method, found.taken, found.kinks)
    method, found = _seen(STEP, ran, place, plan)
    if found.error() > CLOSE and exact:
        found = min(found, _seen(SHORTER, ran, place, plan)[1], key=_Seen.error)
    if found.error() > CLOSE:
        found.largest = max(found.largest, _seen(LONGER, ran, place, plan)[1].steepest)
    return GradientCheck(name, found.error(), method, found.taken, found.kinks)


def _seen(step: float, ran: Ran, place: int, plan: Plan, ends: int = 2) -> "tuple[str, _Seen]":
    """Hold a gradient against differences of one length, between two ends, or between one and where the gate ran."""
    method, directions = plan.directions(ran.inputs[place], ran.value.size + plan.work)
    seen = _Seen(ran, step * typical(ran.inputs[place]))
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


End = tuple[Array, Array | None]  # a value, and which piece of the function made it


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


class _Seen:
    """The differences found so far, and the largest gradient that they are measured against."""

    def __init__(self, ran: Ran, h: float) -> None:
        self.dout, self.h = ran.dout.astype(np.float64, copy=False), h
        rounded = max(ran.rounded, float(np.linalg.norm(self.dout * ran.value)))
        self.worst, self.largest, self.steepest = 0.0, float(np.finfo(np.float64).eps) * rounded / h * SEEN, 0.0
        self.taken = self.kinks = 0

    def add(self, gradient: Array | None, direction: Direction, moved: Array, same: Array) -> None:
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
        return self.worst / self.largest if self.largest else 0.0
