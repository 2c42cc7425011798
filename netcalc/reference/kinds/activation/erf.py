"""The error function for arrays, which NumPy lacks."""

import math

import numpy as np

from netcalc.reference.tape.gate import Array

EACH = np.frompyfunc(math.erf, 1, 1)


def erf(x: Array) -> Array:
    """Give erf of every value.

    >>> erf(np.array([0.0, np.inf, np.nan]))
    array([ 0.,  1., nan])
    """
    made: Array = np.asarray(EACH(x)).astype(x.dtype)
    return made
