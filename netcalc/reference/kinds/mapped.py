"""A weighted sum along each axis: every value is made of a few neighbours in its line, by weights that are fixed."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from netcalc.reference.tape.gate import Array, Gate, Gradients


class Line(NamedTuple):
    """What n values take of W along one axis: from which on, (n,), and the weights of those that follow, (n, k)."""

    W: int
    first: Array
    weights: Array

    def place(self, step: int) -> Array:
        """Give the value that each takes at this step; the last where none follows, whose weight is 0."""
        at: Array = np.minimum(self.first + step, self.W - 1)
        return at


class Mapped(Gate):
    """Such a sum along every axis: (N, D, *n). Nothing is learned, so no multiplication counts."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Take what is summed along each axis."""
        self.lines = tuple(lines)

    @property
    def regular(self) -> bool:
        """Say no: each value has weights of its own."""
        return False

    def below(self, places: Sequence[set[int]]) -> list[set[int]]:
        """Give the values that have a weight in those that are made."""
        found = []
        for line, made in zip(self.lines, places, strict=True):
            pairs = ((line.place(step), line.weights[:, step]) for step in range(line.weights.shape[1]))
            found.append({int(read[i]) for read, weights in pairs for i in made if weights[i]})
        return found

    def forward(self, *inputs: Array) -> tuple[Array, None]:
        """Sum along one axis after the other."""
        out = inputs[0]
        for axis, line in enumerate(self.lines, start=2):
            x = np.moveaxis(out, axis, -1)  # (N, D, ..., W)
            weights = line.weights.astype(x.dtype)
            summed = x[..., line.place(0)] * weights[:, 0]  # (N, D, ..., n)
            for step in range(1, weights.shape[1]):
                summed += x[..., line.place(step)] * weights[:, step]
            out = np.moveaxis(summed, -1, axis)
        return out, None

    def backward(self, dout: Array, cache: None) -> Gradients:
        """Add into each value what comes of those that it has a weight in."""
        for axis, line in enumerate(self.lines, start=2):
            above = np.moveaxis(dout, axis, 0)  # (n, N, D, ...)
            dx = np.zeros((line.W, *above.shape[1:]), dout.dtype)
            for step, weights in enumerate(line.weights.astype(dout.dtype).T):
                np.add.at(dx, line.place(step), above * weights.reshape(-1, *(1 for _ in above.shape[1:])))
            dout = np.moveaxis(dx, 0, axis)
        return (dout,)
