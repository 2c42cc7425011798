"""Activations: each value by itself (but for softmax, which shares 1 out over the depth), as PyTorch defines them."""

from collections.abc import Sequence
from math import pi, sqrt

import numpy as np

from netcalc.reference.kinds.erf import erf
from netcalc.reference.tape.gate import Array, Elementwise, Gate, Gradients, Setting, Shapes, shrink


class ReLU(Elementwise):
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


class ReLU6(Elementwise):
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


class LeakyReLU(Elementwise):
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


class PReLU(Elementwise):
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


class ELU(Elementwise):
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


def logistic(x: Array) -> Array:
    """Give 1 / (1 + exp(-x)), by an exponential that cannot overflow."""
    small = np.exp(-np.abs(x))
    share: Array = np.where(x >= 0, 1, small) / (1 + small)
    return share


class Sigmoid(Elementwise):
    """σ(x) = 1 / (1 + exp(-x))."""

    def value(self, *inputs: Array) -> Array:
        """Squash to 0 ... 1."""
        return logistic(inputs[0])

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give (1 - σ)σ (CS231n, lecture 5)."""
        return ((1 - out) * out,)


class Tanh(Elementwise):
    """The hyperbolic tangent."""

    def value(self, *inputs: Array) -> Array:
        """Squash to -1 ... 1."""
        return np.tanh(inputs[0])

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 1 - tanh²."""
        return (1 - out * out,)


class Step(Elementwise):
    """1 where x >= 0, else 0 (the threshold unit); nothing can be learned through it."""

    def value(self, *inputs: Array) -> Array:
        """Compare with 0."""
        return np.asarray(inputs[0] >= 0).astype(inputs[0].dtype)

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 0."""
        return (np.zeros_like(out),)

    def pieces(self, *inputs: Array) -> Array:
        """Tell the two sides of 0 apart."""
        return np.asarray(inputs[0] >= 0)


class GELU(Elementwise):
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


class SiLU(Elementwise):
    """x σ(x)."""

    def value(self, *inputs: Array) -> Array:
        """Weigh x by its sigmoid."""
        return inputs[0] * logistic(inputs[0])

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give σ + x σ(1 - σ)."""
        share = logistic(inputs[0])
        return (share + out * (1 - share),)


class HardSigmoid(Elementwise):
    """A sigmoid of straight lines, min(max(0, x + 3), 6) / 6, with gradient 0 at the kinks."""

    def value(self, *inputs: Array) -> Array:
        """Keep to 0 and 1."""
        squashed: Array = np.clip(inputs[0] + 3, 0, 6) / 6
        return squashed

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 1/6 between -3 and 3."""
        return ((np.abs(inputs[0]) < 3) / np.array(6, out.dtype),)

    def pieces(self, *inputs: Array) -> Array:
        """Tell the pieces apart, from the left."""
        return np.digitize(inputs[0], (-3, 3))


class HardSwish(Elementwise):
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


class Softmax(Gate):
    """exp(x) over its sum along the depth, at each position: (N, D, ...)."""

    def forward(self, *inputs: Array) -> tuple[Array, Array]:
        """Share 1 out; the largest is taken off first, so that nothing overflows."""
        x = inputs[0]
        grown = np.exp(x - x.max(axis=1, keepdims=True))
        out = grown / grown.sum(axis=1, keepdims=True)
        return out, out

    def backward(self, dout: Array, cache: Array) -> Gradients:
        """Give s (dout - the mean of dout weighed by s)."""
        return (cache * (dout - (dout * cache).sum(axis=1, keepdims=True)),)


class Dropout(Gate):
    """Nothing but the identity, except in training."""

    def __init__(self, rate: float) -> None:
        """Drop this share of the values in training."""
        self.rate = rate

    @classmethod
    def at(cls, setting: Setting) -> "Dropout":
        """Take the layer's rate."""
        return cls(setting.of("rate"))

    def in_training(self, seed: Sequence[int]) -> "DropoutInTraining":
        """Drop values, the same ones for the same seed."""
        return DropoutInTraining(self.rate, seed)

    def forward(self, *inputs: Array) -> tuple[Array, None]:
        """Hand x on."""
        return inputs[0], None

    def backward(self, dout: Array, cache: None) -> Gradients:
        """Hand dout on."""
        return (dout,)


class DropoutInTraining(Elementwise):
    """Set a share of the values to 0 and scale the others up, so that the mean stays (inverted dropout)."""

    def __init__(self, rate: float, seed: Sequence[int]) -> None:
        """Drop this share; the seed decides which."""
        self.rate, self.seed = rate, seed

    def value(self, *inputs: Array) -> Array:
        """Drop and scale."""
        return inputs[0] * self.local(*inputs, *inputs)[0]

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give 0 where x is dropped, else the scale."""
        kept = np.random.default_rng(self.seed).random(out.shape) >= self.rate
        return (kept / np.array(1 - self.rate, out.dtype),)
