"""When two arrays are one, but for rounding; and where they are furthest apart."""

from typing import Final, NamedTuple

import numpy as np

from netcalc.reference.tape.gate import Array

CLOSE: Final = 1e-6
COARSE: Final = {4: 1e-4, 2: 2e-2}  # by the bytes of a number: float32, float16
ROUNDED: Final = 1e-11  # float64 is never this far off
NOTHING: Final = 1e-12  # two sums that cancel are as far apart
SINGLE: Final = 1e-5  # nor float32 this far, on arrays this small


class Entry(NamedTuple):
    """One number of an array beside what it should be; places count from 0."""

    place: tuple[int, ...]
    yours: float
    expected: float


def close(got: Array, truth: Array, tolerance: float = CLOSE) -> bool:
    """Say whether two arrays are one, but for rounding."""
    return got.shape == truth.shape and error(got, truth) < tolerance


def error(got: Array, truth: Array) -> float:
    """Give the largest difference over the largest value; infinite for another shape, or what is no number."""
    if got.shape != truth.shape or not np.isfinite(got).all():
        return float("inf")
    largest = max(float(np.abs(got).max(initial=0)), float(np.abs(truth).max(initial=0)))
    apart = float(np.abs(got - truth).max(initial=0))
    return apart / largest if apart > NOTHING else 0.0


def worst(got: Array, truth: Array) -> Entry | None:
    """Give the entry that is furthest off; None where the arrays cannot be laid side by side."""
    if got.shape != truth.shape or not got.size:
        return None
    apart = np.abs(got - truth)
    place = np.unravel_index(np.argmax(np.where(np.isfinite(apart), apart, np.inf)), got.shape)
    return Entry(tuple(map(int, place)), float(got[place]), float(truth[place]))


def tolerance(bytes_: int, off: float | None) -> float:
    """Give how close is right, by how numbers are stored, or by how they are rounded on the way to `out`."""
    if bytes_ in COARSE:
        return COARSE[bytes_]
    return COARSE[4] if off is not None and ROUNDED < off < SINGLE else CLOSE
