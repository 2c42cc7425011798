"""The losses by name, what they start from, the decay that goes with each."""

import math
from typing import Final

import numpy as np

from netcalc.reference.losses.labels import SoftmaxLoss, SVMLoss
from netcalc.reference.losses.targets import LogisticLoss, MSELoss
from netcalc.reference.tape.gate import Array, Gate, Gradients

LOSSES: Final = {"softmax": SoftmaxLoss, "svm": SVMLoss, "logistic": LogisticLoss, "mse": MSELoss}


class L2(Gate):
    """Weight decay: lambda times the sum of all squared weights."""

    def __init__(self, strength: float) -> None:
        """Weigh by this lambda."""
        self.strength = strength

    def forward(self, *inputs: Array) -> tuple[Array, tuple[Array, ...]]:
        """Add up the squares of every array."""
        return np.asarray(self.strength * sum(float((w * w).sum()) for w in inputs), inputs[0].dtype), inputs

    def backward(self, dout: Array, cache: tuple[Array, ...]) -> Gradients:
        """Give 2 lambda W."""
        return tuple(dout * (2 * self.strength) * w for w in cache)


def expected(kind: str, classes: int) -> float | None:
    """Give the loss of scores near 0, with which training should start: ln C, C - 1, ln 2; `mse` has none."""
    starts = {"softmax": math.log(classes), "svm": SVMLoss.DELTA * (classes - 1), "logistic": math.log(2)}
    return starts.get(kind)


def random_target(kind: str, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Draw labels, or targets, for scores of a shape, (N, C) or (N, C, *W)."""
    if kind == "mse":
        return rng.standard_normal(shape)
    if kind == "logistic":
        return rng.integers(2, size=shape)
    return rng.integers(shape[1], size=(shape[0], *shape[2:]))
