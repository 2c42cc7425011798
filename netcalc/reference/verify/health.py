"""The course's signs of health: units that never fire, units that are saturated, how values and gradients spread."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from netcalc.reference.tape.gate import Array

FLAT: Final = 0.01  # saturated: a local gradient below this share of the largest there is


@dataclass(frozen=True, slots=True)
class Health:
    """Mean and spread of a layer's values and of their gradients; the share of its units that are dead or saturated.

    None where it was not measured.
    """

    mean: float | None = None
    spread: float | None = None
    gradient_mean: float | None = None
    gradient_spread: float | None = None
    dead: float | None = None
    saturated: float | None = None


def _dead(out: Array) -> float:
    """Give the share of units, or of slices, that fired nowhere in the batch."""
    return float((out <= 0).all(axis=(0, *range(2, out.ndim))).mean())


def _flat_sigmoid(out: Array) -> float:
    return float((out * (1 - out) < FLAT / 4).mean())


def _flat_tanh(out: Array) -> float:
    return float((1 - out * out < FLAT).mean())


DEAD: Final[dict[str, Callable[[Array], float]]] = {"relu": _dead, "relu6": _dead}
SATURATED: Final[dict[str, Callable[[Array], float]]] = {"sigmoid": _flat_sigmoid, "tanh": _flat_tanh}


def health(kind: str, out: Array, gradient: Array | None) -> Health:
    """Measure a layer's values and their gradients."""
    dead, saturated = DEAD.get(kind), SATURATED.get(kind)
    return Health(
        mean=float(np.mean(out)),
        spread=float(np.std(out)),
        gradient_mean=None if gradient is None else float(gradient.mean()),
        gradient_spread=None if gradient is None else float(gradient.std()),
        dead=None if dead is None else dead(out),
        saturated=None if saturated is None else saturated(out),
    )
