"""What a random graph is run on, drawn from a seed, and its answer in two numbers an array."""

from typing import Any

import numpy as np

from netcalc.reference import ReferenceNet
from netcalc.reference.verify.run import vocabulary

BATCH = 2


def filled(net: ReferenceNet, seed: int) -> dict[str, Any]:
    """Draw the arrays of a net in place, and give inputs: whole numbers where they are looked up."""
    rng = np.random.default_rng(seed)
    for array in net.params.values():
        array[...] = rng.standard_normal(array.shape)
    for array in net.buffers.values():
        array[...] = np.abs(rng.standard_normal(array.shape)) + 0.5
    given = {}
    for name, number in net.network.graph.numbers.items():
        volume, rows = net.network.inputs[name], vocabulary(net, number)
        shape = (BATCH, volume.depth, *reversed(volume.spatial))
        given[name] = rng.standard_normal(shape) if rows is None else rng.integers(rows, size=shape).astype(float)
    return given


def weighed(shape: tuple[int, ...], seed: int) -> Any:
    """Draw the gradient that comes from above."""
    return np.random.default_rng([seed, *shape]).standard_normal(shape)


def told(array: Any, seed: int) -> list[float]:
    """Say an array in two numbers: its sum, and a sum that hangs on where each value stands."""
    return [float(array.sum()), float((array * weighed(array.shape, seed + 1)).sum())]
