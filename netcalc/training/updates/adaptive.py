"""Updates with a rate for each weight, by the size of its gradients so far (PyTorch's, with its defaults)."""

from math import sqrt

import numpy as np

from netcalc.reference.tape.gate import Array
from netcalc.training.updates.descent import Update


class Adagrad(Update):
    """cache += dw²; w += - rate * dw / (√cache + 1e-10) (Duchi et al. 2011)."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self.cache: dict[str, Array] = {}

    def __call__(self, name: str, w: Array, dw: Array, rate: float) -> None:
        """Step the less, the more an array's gradients were."""
        self.cache[name] = self.cache.get(name, 0) + dw**2
        w += -rate * dw / (np.sqrt(self.cache[name]) + 1e-10)


class RMSprop(Update):
    """cache = 0.99 * cache + 0.01 * dw²; w += - rate * dw / (√cache + 1e-8) (Tieleman and Hinton 2012)."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self.cache: dict[str, Array] = {}

    def __call__(self, name: str, w: Array, dw: Array, rate: float) -> None:
        """Step by the size of the latest gradients."""
        self.cache[name] = 0.99 * self.cache.get(name, 0) + 0.01 * dw**2
        w += -rate * dw / (np.sqrt(self.cache[name]) + 1e-8)


class Adam(Update):
    """Momentum over RMSprop, both freed of their start at 0 (Kingma and Ba 2015)."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self.m: dict[str, Array] = {}
        self.v: dict[str, Array] = {}
        self.t: dict[str, int] = {}

    def __call__(self, name: str, w: Array, dw: Array, rate: float) -> None:
        """Step along the mean gradient, by its size."""
        t = self.t[name] = self.t.get(name, 0) + 1
        m = self.m[name] = 0.9 * self.m.get(name, 0) + 0.1 * dw
        v = self.v[name] = 0.999 * self.v.get(name, 0) + 0.001 * dw**2
        w += -rate * (m / (1 - 0.9**t)) / (np.sqrt(v) / sqrt(1 - 0.999**t) + 1e-8)
