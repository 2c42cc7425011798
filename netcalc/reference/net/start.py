"""Where training starts: He's or Xavier's random weights, biases at 0, scales at 1, learned arrays normal."""

from collections.abc import Iterator
from math import prod, sqrt
from typing import Any, Final

import numpy as np

from netcalc.layers.array import Parameter, Role
from netcalc.reference.tape.gate import Array
from netcalc.report.report import Report
from netcalc.volume import Volume

INITS: Final = ("he", "xavier", "normal:0.01")
SLOPE: Final = 0.25  # PyTorch's start of a prelu
SPREAD: Final[dict[Role, float]] = {"table": 1.0, "learned": 0.02}  # PyTorch's embedding; ViT's and GPT-2's positions


def started(array: Parameter, fan_in: int, rng: np.random.Generator, init: str) -> Array:
    """Make the array of a parameter as it is before training.

    He et al. 2015: spread √(2/inputs), for ReLUs; Glorot and Bengio 2010 (Xavier), as the course
    writes it: √(1/inputs). `fan_in` is how many inputs a neuron reads.
    """
    if array.role == "weight":
        drawn = rng.standard_normal(array.shape)
        drawn *= spread_of(init, fan_in)
        return drawn
    if array.role in SPREAD:
        return SPREAD[array.role] * rng.standard_normal(array.shape)
    if array.role == "slope":
        return np.full(array.shape, SLOPE)
    ones = array.role == "scale" or array.name == "running_var"
    return np.ones(array.shape) if ones else np.zeros(array.shape)


def spread_of(init: str, fan_in: int) -> float:
    """Give the spread of a weight: by He's or Xavier's rule, or as `normal:0.01` says; ValueError for other words.

    >>> spread_of("he", 8), spread_of("normal:0.01", 8)
    (0.5, 0.01)
    """
    rule, _, spread = init.partition(":")
    if rule == "normal" and spread:
        return abs(float(spread))
    return sqrt({"he": 2, "xavier": 1}[init] / fan_in)


def inputs_of(array: Parameter, made: Volume) -> int:
    """Count the inputs of a neuron: all uses of all weights, over the values made and the pieces of each."""
    if array.inputs is not None:
        return array.inputs
    pieces = prod(number for axis in array.axes for label, number in axis.factors if label == "pieces")
    return max(1, round((array.unshared or 0) / (made.values * pieces)))


def allocated(
    report: Report, rng: np.random.Generator, init: str, dtype: np.dtype[Any]
) -> Iterator[tuple[Role, str, Array]]:
    """Make every array of a net as training starts from it: its role, its name, itself."""
    for layer in report:
        for array in (array for array in layer.working.arrays if not array.borrowed):
            values = started(array, inputs_of(array, layer.output or Volume((1,))), rng, init)
            yield array.role, f"{layer.name}.{array.name}", values.astype(dtype, copy=False)
