"""Activations that weigh x by a share of 1, the larger the larger x is."""

from math import pi, sqrt
from typing import Final

import numpy as np

from netcalc.reference.kinds.activation.erf import erf
from netcalc.reference.kinds.activation.function import softplus
from netcalc.reference.kinds.activation.squashed import logistic
from netcalc.reference.tape.gate import Activation, Array, Gate
from netcalc.reference.tape.setting import Setting

CUBED: Final = 0.044715  # the cube's weight in the tanh that comes near


class GELU(Activation):
    """X times Φ(x), the normal distribution's share below x (Hendrycks and Gimpel 2016)."""

    @classmethod
    def at(cls, setting: Setting) -> Gate:
        """Take the share exactly, by erf, or by tanh, as the layer says."""
        return {"none": GELU, "tanh": TanhGELU}[setting.of("approximate")]()

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


class TanhGELU(Activation):
    """X (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2, which comes near GELU (Hendrycks and Gimpel 2016)."""

    def _bent(self, x: Array) -> Array:
        bent: Array = np.tanh(sqrt(2 / pi) * (x + CUBED * x * x * x))
        return bent

    def value(self, *inputs: Array) -> Array:
        """Weigh x by its share."""
        weighed: Array = 0.5 * inputs[0] * (1 + self._bent(inputs[0]))
        return weighed

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give the share, and x times the share's own slope."""
        x, bent = inputs[0], self._bent(inputs[0])
        inner = sqrt(2 / pi) * (1 + 3 * CUBED * x * x)
        return (0.5 * (1 + bent) + 0.5 * x * (1 - bent * bent) * inner,)


class Mish(Activation):
    """X tanh(softplus(x)) (Misra 2019)."""

    def value(self, *inputs: Array) -> Array:
        """Weigh x."""
        return inputs[0] * np.tanh(softplus(inputs[0]))

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give the share, and x times the share's own slope, (1 - tanh²)σ."""
        x, share = inputs[0], np.tanh(softplus(inputs[0]))
        return (share + x * (1 - share * share) * logistic(x),)


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
