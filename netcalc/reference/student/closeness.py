"""When two arrays are one, but for rounding."""

from typing import Final

import numpy as np

from netcalc.reference.tape.gate import Array

CLOSE: Final = 1e-6


def close(got: Array, truth: Array) -> bool:
    """Say whether two arrays are one, but for rounding."""
    return got.shape == truth.shape and error(got, truth) < CLOSE


def error(got: Array, truth: Array) -> float:
    """Give the largest difference over the largest value; infinite for another shape, or what is no number."""
    if got.shape != truth.shape or not np.isfinite(got).all():
        return float("inf")
    largest = max(float(np.abs(got).max(initial=0)), float(np.abs(truth).max(initial=0)))
    return float(np.abs(got - truth).max(initial=0)) / largest if largest else 0.0
