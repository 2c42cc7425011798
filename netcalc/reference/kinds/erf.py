"""The error function for arrays, which NumPy lacks: a table of exact values, and Taylor's series in between."""

import math
from functools import cache
from typing import Final

import numpy as np

from netcalc.reference.tape.gate import Array

STEP: Final = 1 / 16  # the series reaches half of this
FARTHEST: Final = 6.0  # erf rounds to 1 beyond
TERMS: Final = 10  # the next would be below 1e-17


@cache
def _series() -> Array:
    """Give erf's Taylor coefficients at multiples of STEP: (TERMS, points).

    The k-th derivative is (2/√π)·e^(-x²)·(-1)^(k-1)·H(x), H being Hermite's polynomial k - 1.
    """
    x = np.arange(0, FARTHEST + STEP, STEP)
    rows = [np.array([math.erf(point) for point in x])]
    before, hermite = np.zeros_like(x), np.ones_like(x)
    slope = 2 / math.sqrt(math.pi) * np.exp(-x * x)
    for k in range(1, TERMS):
        rows.append((-1) ** (k - 1) * slope * hermite / math.factorial(k))
        before, hermite = hermite, 2 * x * hermite - 2 * (k - 1) * before
    return np.stack(rows)


def erf(x: Array) -> Array:
    """Give erf of every value, to 1e-15."""
    size = np.minimum(np.abs(x), FARTHEST)
    nearest = np.rint(size / STEP)
    t = size - nearest * STEP
    place = nearest.astype(np.intp)
    coefficients = _series().astype(x.dtype)
    out = coefficients[-1].take(place)
    for row in coefficients[-2::-1]:
        out *= t
        out += row.take(place)
    signed: Array = np.copysign(out, x)
    return signed
