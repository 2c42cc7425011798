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

STEP: Final = 1e-6  # of the array's own size: CS231n's h is 1e-5, too long where a spread is small
SHORTER: Final = 1e-7
LONGER: Final = 1e-2  # how steep it is nearby, where the slope itself is 0
CLOSE: Final = 1e-6
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


def signs(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Draw a direction that moves every entry as far, up or down."""
    return 1.0 - 2.0 * rng.integers(0, 2, shape, np.int8)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to check: what to draw from, how many directions, the multiplications of a forward pass."""

    rng: np.random.Generator
    samples: int = 1
    work: int = 0

    def directions(self, x: Array, work: int) -> tuple[str, Iterator[Array]]:
        """Choose the method, and give the directions to move x in."""
        if x.size <= MOST and x.size * work <= CHEAP:
            return "entries", _units(x)
        return "directions", (signs(x.shape, self.rng) for _ in range(self.samples))


@dataclass(frozen=True, slots=True)
class Ran:
    """A gate that ran: its inputs, what came of them, an upstream gradient, and what it was sent back as.

    `rounded` is the size of what is rounded on the way, as the output feels it, where that is more than the value.
    """

    gate: Gate
    inputs: Sequence[Array]
    value: Array
    cache: Any
    dout: Array
    gradients: Gradients
    rounded: float = 0.0


def check_input(ran: Ran, place: int, plan: Plan, name: str = "") -> GradientCheck:
    """Check the gradient of one input of a gate; once more by shorter differences where the first are far off.

    A difference of a curve is off by its bend: next to a slope of 0, as of x³ at 0, that is all there is. So what is
    still far off is measured against the slopes nearby.
    """
    method, found = _seen(STEP, ran, place, plan)
    if found.error() > CLOSE and ran.value.dtype == np.float64:
        found = min(found, _seen(SHORTER, ran, place, plan)[1], key=_Seen.error)
    if found.error() > CLOSE:
        found.largest = max(found.largest, _seen(LONGER, ran, place, plan)[1].steepest)
    return GradientCheck(name, found.error(), method, found.taken, found.kinks)


def _seen(step: float, ran: Ran, place: int, plan: Plan) -> "tuple[str, _Seen]":
    """Hold a gradient against differences of one length."""
    x = ran.inputs[place]
    method, directions = plan.directions(x, ran.value.size + plan.work)
    exact = [array.astype(np.float64, copy=False) for array in ran.inputs]
    seen = _Seen(ran, step * typical(x))
    for direction in directions:
        moved, same = _moved(ran.gate, exact, place, direction, seen.h)
        gradient = ran.gradients[place]
        if not same.all():
            dout = np.where(same, ran.dout, 0).astype(ran.dout.dtype)
            gradient = ran.gate.backward(dout, ran.cache)[place]
        seen.add(gradient, direction, moved, same)
    return method, seen


def _units(x: Array) -> Iterator[Array]:
    for place in np.ndindex(x.shape):
        unit = np.zeros(x.shape)
        unit[place] = 1
        yield unit


def _moved(gate: Gate, inputs: Sequence[Array], place: int, direction: Array, h: float) -> tuple[Array, Array]:
    """Give how far the value moves along a direction, and which values stayed on their side of a kink."""
    values, choices = [], []
    for side in (h, -h):
        shifted = direction * side
        shifted += inputs[place]
        value, cache = gate.forward(*inputs[:place], shifted, *inputs[place + 1 :])
        values.append(value)
        choices.append(gate.choices(cache))
    same = np.ones((), bool) if choices[0] is None else np.asarray(choices[0] == choices[1])
    if same.shape != values[0].shape:
        same = np.asarray(same.all())
    return (values[0] - values[1]) / (2 * h), same


class _Seen:
    """The differences found so far, and the largest gradient that they are measured against."""

    def __init__(self, ran: Ran, h: float) -> None:
        self.dout, self.h = ran.dout.astype(np.float64, copy=False), h
        rounded = max(ran.rounded, float(np.linalg.norm(self.dout * ran.value)))
        self.worst, self.largest, self.steepest = 0.0, float(np.finfo(np.float64).eps) * rounded / h * SEEN, 0.0
        self.taken = self.kinks = 0

    def add(self, gradient: Array | None, direction: Array, moved: Array, same: Array) -> None:
        analytic = 0.0 if gradient is None else float(np.vdot(gradient, direction))
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
