"""Gradients held against finite differences: the analytic ones are fast and error-prone, the numeric ones neither.

An array's numeric gradient is taken entry by entry where that is cheap, else along random directions,
each of which moves every entry. Outputs whose kink lies within a difference are left out, and counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from netcalc.reference.gate import Array, Gate

STEP: Final = 1e-5  # of the array's own size (CS231n's h)
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
    size = float(np.sqrt(np.mean(np.square(x, dtype=np.float64)))) if x.size else 0.0
    return size or 1.0


def check_input(gate: Gate, inputs: Sequence[Array], place: int, dout: Array, plan: "Plan") -> GradientCheck:
    """Check the gradient of one input of a gate, the upstream gradient being `dout`."""
    value, cache = gate.forward(*inputs)
    method, directions = plan.directions(inputs[place], value.size + plan.work)
    whole = gate.backward(dout, cache)[place]
    exact = [x.astype(np.float64, copy=False) if x.dtype.kind == "f" else x for x in inputs]
    seen = _Seen(dout.astype(np.float64, copy=False), value, STEP * typical(inputs[place]))
    for direction in directions:
        moved, same = _moved(gate, exact, place, direction, seen.h)
        if not same.all():
            partial = gate.backward(np.where(same, dout, 0).astype(dout.dtype), cache)[place]
            seen.add(partial, direction, moved, same)
        else:
            seen.add(whole, direction, moved, same)
    return GradientCheck("", seen.error(), method, seen.taken, seen.kinks)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to check: directions for an array too large for every entry, what to draw from, a forward pass's work."""

    rng: np.random.Generator
    samples: int = 2
    work: int = 0

    def directions(self, x: Array, work: int) -> tuple[str, Iterator[Array]]:
        """Choose the method, and give the directions to move x in."""
        if x.size <= MOST and x.size * work <= CHEAP:
            return "entries", _units(x)
        return "directions", (self.rng.standard_normal(x.shape) for _ in range(self.samples))


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
    return (values[0] - values[1]) / (2 * h), same


class _Seen:
    """The differences found so far, and the largest gradient that they are measured against."""

    def __init__(self, dout: Array, value: Array, h: float) -> None:
        self.dout, self.h = dout, h
        noise = float(np.finfo(np.float64).eps * np.linalg.norm(dout * value)) / h
        self.worst, self.largest = 0.0, noise * SEEN
        self.taken = self.kinks = 0

    def add(self, gradient: Array | None, direction: Array, moved: Array, same: Array) -> None:
        analytic = 0.0 if gradient is None else float(np.vdot(gradient, direction))
        numeric = float((moved * self.dout).sum(where=same))
        self.worst = max(self.worst, abs(analytic - numeric))
        self.largest = max(self.largest, abs(analytic), abs(numeric))
        self.taken += 1
        self.kinks += 0 if same.ndim == 0 else int(same.size - np.count_nonzero(same))

    def error(self) -> float:
        return self.worst / self.largest if self.largest else 0.0
