"""Activations that bend at 0: what is above stays, what is below is cut off, flattened or bent."""

from typing import Final

import numpy as np

from netcalc.reference.tape.gate import Activation, Array, Gradients, shrink
from netcalc.reference.tape.setting import Setting, Shapes


class ReLU(Activation):
    """max(0, x), with gradient 0 at the kink."""

    def value(self, *inputs: Array) -> Array:
        """Keep what is above 0."""
        return np.maximum(inputs[0], 0)

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 1 above 0."""
        return (inputs[0] > 0,)

    def pieces(self, *inputs: Array) -> Array:
        """Tell the two sides of 0 apart."""
        return np.asarray(inputs[0] > 0)


class ReLU6(Activation):
    """min(max(0, x), 6), with gradient 0 at the kinks."""

    def value(self, *inputs: Array) -> Array:
        """Keep to 0 and 6."""
        return np.clip(inputs[0], 0, 6)

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 1 between 0 and 6."""
        return ((inputs[0] > 0) & (inputs[0] < 6),)

    def pieces(self, *inputs: Array) -> Array:
        """Tell the pieces apart, from the left."""
        return np.digitize(inputs[0], (0, 6))


class LeakyReLU(Activation):
    """X above 0, else slope times x."""

    def __init__(self, slope: float = 0.01) -> None:
        """Leak by this slope."""
        self.slope = slope

    @classmethod
    def at(cls, setting: Setting) -> "LeakyReLU":
        """Take the layer's slope."""
        return cls(setting.of("slope"))

    def value(self, *inputs: Array) -> Array:
        """Flatten what is below 0."""
        return inputs[0] * self.local(inputs[0], *inputs)[0]

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 1 above 0, else the slope."""
        return (np.where(inputs[0] > 0, 1, self.slope).astype(out.dtype),)

    def pieces(self, *inputs: Array) -> Array:
        """Tell the two sides of 0 apart."""
        return np.asarray(inputs[0] > 0)


class PReLU(Activation):
    """X above 0, else w times x, w being learned for each slice: (D,)."""

    def shapes(self, setting: Setting) -> Shapes:
        """Need a slope a slice."""
        return ((setting.depth,),)

    def _slopes(self, x: Array, w: Array) -> Array:
        return w.reshape(-1, *(1 for _ in x.shape[2:]))  # (D, 1, 1)

    def value(self, *inputs: Array) -> Array:
        """Weigh what is below 0."""
        x, w = inputs
        return np.where(x > 0, x, x * self._slopes(x, w))

    def backward(self, dout: Array, cache: tuple[Array, tuple[Array, Array]]) -> Gradients:
        """Give dx, and dw: x where it is below 0, times dout, added up for each slice."""
        x, w = cache[1]
        slopes = self._slopes(x, w)
        dw = shrink(np.minimum(x, 0) * dout, slopes.shape).reshape(w.shape)
        return np.where(x > 0, dout, dout * slopes), dw

    def pieces(self, *inputs: Array) -> Array:
        """Tell the two sides of 0 apart."""
        return np.asarray(inputs[0] > 0)


class ELU(Activation):
    """X above 0, else alpha (exp(x) - 1)."""

    def __init__(self, alpha: float = 1.0) -> None:
        """Bend down to -alpha."""
        self.alpha = alpha

    @classmethod
    def at(cls, setting: Setting) -> "ELU":
        """Take the layer's alpha."""
        return cls(setting.of("alpha"))

    def value(self, *inputs: Array) -> Array:
        """Bend what is below 0."""
        x = inputs[0]
        return np.where(x > 0, x, self.alpha * np.expm1(np.minimum(x, 0)))

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 1 above 0, else alpha exp(x)."""
        x = inputs[0]
        return (np.where(x > 0, 1, self.alpha * np.exp(np.minimum(x, 0))),)

    def pieces(self, *inputs: Array) -> Array:
        """Tell the two sides of 0 apart."""
        return np.asarray(inputs[0] > 0)


SCALE: Final = 1.0507009873554804934193349852946  # of Klambauer et al. 2017, as is alpha
SELU_ALPHA: Final = 1.6732632423543772848170429916717


class SELU(ELU):
    """An ELU, scaled so that mean 0 and spread 1 are kept (Klambauer et al. 2017)."""

    def __init__(self) -> None:
        """Bend down to -alpha, before all is scaled."""
        super().__init__(SELU_ALPHA)

    @classmethod
    def at(cls, setting: Setting) -> "SELU":
        """Take nothing: both numbers are fixed."""
        return cls()

    def value(self, *inputs: Array) -> Array:
        """Bend, then scale."""
        scaled: Array = super().value(*inputs) * np.array(SCALE, inputs[0].dtype)
        return scaled

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Scale the slope."""
        (slope,) = super().local(out, *inputs)
        return (slope * np.array(SCALE, out.dtype),)
