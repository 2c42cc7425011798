"""A gate that ran, and how its gradients are to be checked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

import numpy as np

from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.verify.gradients.direction import Direction, Signs, Unit

MOST: Final = 500  # entries checked one by one
CHEAP: Final = 20_000_000  # operations that this may take


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
