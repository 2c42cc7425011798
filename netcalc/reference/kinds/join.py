"""Joins: layers that read several others. Adding and multiplying are the gates of any circuit."""

from itertools import accumulate

import numpy as np

from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.gates import Add, Mul

__all__ = ["Add", "Concat", "Mul"]


class Concat(Gate):
    """Volumes stacked along the depth: (N, D1 + D2 + ..., *W)."""

    def forward(self, *inputs: Array) -> tuple[Array, list[int]]:
        """Stack; the cache says where each one ends."""
        return np.concatenate(inputs, axis=1), list(accumulate(x.shape[1] for x in inputs))

    def backward(self, dout: Array, cache: list[int]) -> Gradients:
        """Take the stack apart."""
        return tuple(np.split(dout, cache[:-1], axis=1))
