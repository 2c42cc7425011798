"""Activations that weigh x by a share of 1, the larger the larger x is."""

from math import pi, sqrt

import numpy as np

from netcalc.reference.kinds.activation.erf import erf
from netcalc.reference.kinds.activation.squashed import logistic
from netcalc.reference.tape.gate import Activation, Array


class GELU(Activation):
    """X times Φ(x), the normal distribution's share below x (Hendrycks and Gimpel 2016)."""

    def _share(self, x: Array) -> Array:
        share: Array = 0.5 * (1 + erf(x / sqrt(2)))
        return share

    def value(self, *inputs: Array) -> Array:
        """Weigh x by its share."""
        return inputs[0] * self._share(inputs[0])

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give Φ + x φ, φ being the density."""
        x = inputs[0]
        return (self._share(x) + x * np.exp(-0.5 * x * x) / sqrt(2 * pi),)


class SiLU(Activation):
    """x σ(x)."""

    def value(self, *inputs: Array) -> Array:
        """Weigh x by its sigmoid."""
        return inputs[0] * logistic(inputs[0])

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give σ + x σ(1 - σ)."""
        share = logistic(inputs[0])
        return (share + out * (1 - share),)


class HardSwish(Activation):
    """X times the hard sigmoid of x."""

    def value(self, *inputs: Array) -> Array:
        """Weigh x."""
        weighed: Array = inputs[0] * np.clip(inputs[0] + 3, 0, 6) / 6
        return weighed

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 0 up to -3, 1 from 3, x/3 + 1/2 between."""
        x = inputs[0]
        return (np.where(x <= -3, 0, np.where(x < 3, x / 3 + 0.5, 1)).astype(out.dtype),)

    def pieces(self, *inputs: Array) -> Array:
        """Tell the pieces apart, from the left."""
        return np.digitize(inputs[0], (-3, 3))
