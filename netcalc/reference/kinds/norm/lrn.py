"""Local response normalisation: a value is damped by its neighbours along the depth."""

from functools import reduce

import numpy as np

from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting


class LRN(Gate):
    """x / (k + alpha · mean square of the neighbouring slices)^beta (Krizhevsky et al. 2012; alpha over size)."""

    within = True

    def __init__(self, size: int, alpha: float, beta: float, k: float) -> None:
        """Look at so many slices."""
        self.size, self.alpha, self.beta, self.k = size, alpha, beta, k

    @classmethod
    def at(cls, setting: Setting) -> "LRN":
        """Take the layer's numbers."""
        return cls(*(setting.of(field) for field in ("size", "alpha", "beta", "k")))

    def _neighbours(self, values: Array, before: int) -> Array:
        """Add each slice's neighbours up, the first of them `before` slices ahead of it: (N, D, ...)."""
        D = values.shape[1]
        around = ((0, 0), (before, self.size - 1 - before), *((0, 0) for _ in values.shape[2:]))
        wide = np.pad(values, around)
        return reduce(np.add, (wide[:, place : place + D] for place in range(self.size)))

    def forward(self, *inputs: Array) -> tuple[Array, tuple[Array, Array]]:
        """Divide by the energy around."""
        x = inputs[0]
        energy = self.k + self.alpha / self.size * self._neighbours(x * x, self.size // 2)
        return x * energy**-self.beta, (x, energy)

    def backward(self, dout: Array, cache: tuple[Array, Array]) -> Gradients:
        """Give what x gets by itself, and as a neighbour of the slices that it was a neighbour of."""
        x, energy = cache
        power = energy**-self.beta
        felt = self._neighbours(dout * x * power / energy, self.size - 1 - self.size // 2)
        return (dout * power - 2 * self.beta * self.alpha / self.size * x * felt,)
