"""How large the updates of a layer's weights are, against the weights themselves: the lecture wants about 0.001."""

from math import sqrt

import numpy as np

from netcalc.reference import ReferenceNet
from netcalc.reference.net.coming import Arrays
from netcalc.reference.tape.gate import Array
from netcalc.training.watch.layers import Watched


def held(net: ReferenceNet, watched: Watched) -> Arrays:
    """Copy the weights as they are before an update."""
    return {name: net.params[name].copy() for names in watched.arrays.values() for name in names}


def ratios(net: ReferenceNet, watched: Watched, before: Arrays) -> dict[str, float]:
    """Give the norm of a layer's update over the norm of its weights before it; 0 where nothing moved."""
    return {
        layer: _ratio(_norm([net.params[name] - before[name] for name in names]), _norm([before[n] for n in names]))
        for layer, names in watched.arrays.items()
    }


def slopes(watched: Watched, gradients: Arrays) -> dict[str, float]:
    """Give the size of the gradient on a weight of each layer, as the root of the mean square."""
    return {
        layer: _norm([gradients[name] for name in names]) / sqrt(sum(gradients[name].size for name in names))
        for layer, names in watched.arrays.items()
    }


def _ratio(update: float, weights: float) -> float:
    return update / weights if weights else 0.0 if not update else float("inf")


def _norm(arrays: list[Array]) -> float:
    with np.errstate(over="ignore", invalid="ignore"):
        return sqrt(sum(float(np.square(array, dtype=np.float64).sum()) for array in arrays))
