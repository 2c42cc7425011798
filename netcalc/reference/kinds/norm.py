"""Normalisation: values are centred and scaled over some axes, then scaled and shifted a slice at a time."""

from collections.abc import Sequence
from functools import reduce
from typing import Any, Final

import numpy as np

from netcalc.reference.tape.gate import Array, Gate, Gradients, Setting, Shapes, shrink

MOMENTUM: Final = 0.1  # PyTorch's: the weight of a batch in the running statistics


def along(values: Array, x: Array) -> Array:
    """Shape values of each slice, (D,), so that they meet x, (N, D, ...): (D, 1, ...)."""
    return values.reshape(-1, *(1 for _ in x.shape[2:]))


def scales(setting: Setting) -> Shapes:
    """Give the shapes of a scale and a shift a slice, of a norm that learns them."""
    return ((setting.depth,),) * 2 if setting.of("affine") else ()


def affine(xhat: Array, learned: Sequence[Array]) -> Array:
    """Scale and shift each slice by what is learned: a weight, perhaps a bias, perhaps neither."""
    for operation, values in zip((np.multiply, np.add), learned, strict=False):
        xhat = operation(xhat, along(values, xhat))
    return xhat


def affine_gradients(dout: Array, xhat: Array, learned: Sequence[Array]) -> tuple[Array, tuple[Array, ...]]:
    """Give the gradient of what was scaled and shifted, and those of scale and shift."""
    parts = zip((dout * xhat, dout) if learned else (), learned, strict=False)
    dlearned = tuple(shrink(part, along(values, dout).shape).reshape(values.shape) for part, values in parts)
    return (dout * along(learned[0], dout) if learned else dout), dlearned


def standard(x: Array, axes: tuple[int, ...], eps: float) -> tuple[Array, Array]:
    """Centre x and scale it to spread 1 over these axes; what it was divided by comes second; sums are in float64."""
    centred = x - x.mean(axis=axes, keepdims=True, dtype=np.float64).astype(x.dtype)
    variance = (centred * centred).mean(axis=axes, keepdims=True, dtype=np.float64)
    spread = np.sqrt(variance + eps).astype(x.dtype)
    return centred / spread, spread


def standard_gradient(dxhat: Array, xhat: Array, spread: Array, axes: tuple[int, ...]) -> Array:
    """Give dx: dxhat without its mean and without its part along xhat, over the spread (Ioffe and Szegedy 2015)."""
    part = (dxhat * xhat).mean(axis=axes, keepdims=True)
    dx: Array = (dxhat - dxhat.mean(axis=axes, keepdims=True) - xhat * part) / spread
    return dx


class TooFew(ValueError):
    """One value has no spread: the batch is too small for a layer that centres and scales over it."""

    def __init__(self) -> None:
        """Say what would do."""
        super().__init__("batchnorm in training needs more than one value a slice: a larger batch")


class BatchNorm(Gate):
    """Batch normalisation by its running statistics; the inputs are x, weight and bias, running mean and variance."""

    def __init__(self, eps: float) -> None:
        """Add this to the variance."""
        self.eps = eps

    @classmethod
    def at(cls, setting: Setting) -> "BatchNorm":
        """Take the layer's eps."""
        return cls(setting.of("eps"))

    def shapes(self, setting: Setting) -> Shapes:
        """Need a running mean and variance a slice after what is learned."""
        return (*scales(setting), (setting.depth,), (setting.depth,))

    def in_training(self, seed: Sequence[int]) -> Gate:
        """Take the batch's own statistics instead."""
        return BatchNormInTraining(self.eps)

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Centre and scale each slice by the running statistics."""
        x, *learned, mean, var = inputs
        spread = np.sqrt(along(var, x) + self.eps)
        xhat = (x - along(mean, x)) / spread
        return affine(xhat, learned), (xhat, spread, learned)

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Divide by the spread: the statistics are constants."""
        xhat, spread, learned = cache
        dxhat, dlearned = affine_gradients(dout, xhat, learned)
        return dxhat / spread, *dlearned, None, None


class BatchNormInTraining(BatchNorm):
    """Batch normalisation over the batch and all positions, slice by slice."""

    def _axes(self, x: Array) -> tuple[int, ...]:
        return (0, *range(2, x.ndim))

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Centre and scale each slice by the batch."""
        x, *learned, _, _ = inputs
        if x.size == x.shape[1]:
            raise TooFew
        xhat, spread = standard(x, self._axes(x), self.eps)
        return affine(xhat, learned), (xhat, spread, learned)

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Go back through the statistics too."""
        xhat, spread, learned = cache
        dxhat, dlearned = affine_gradients(dout, xhat, learned)
        return standard_gradient(dxhat, xhat, spread, self._axes(xhat)), *dlearned, None, None

    def settle(self, inputs: tuple[Array, ...], cache: Any) -> None:
        """Move the running statistics a tenth of the way to the batch's (its unbiased variance)."""
        x, *_, mean, var = inputs
        n = x.size // x.shape[1]
        mean += MOMENTUM * (x.mean(axis=self._axes(x), dtype=np.float64) - mean)
        var += MOMENTUM * (x.var(axis=self._axes(x), dtype=np.float64) * n / (n - 1) - var)


class LayerNorm(BatchNorm):
    """Layer normalisation over the depth, at each position; the inputs are x, weight and bias."""

    def shapes(self, setting: Setting) -> Shapes:
        """Need no statistics."""
        return scales(setting)

    def in_training(self, seed: Sequence[int]) -> Gate:
        """Do the same."""
        return self

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Centre and scale the depth."""
        x, *learned = inputs
        xhat, spread = standard(x, (1,), self.eps)
        return affine(xhat, learned), (xhat, spread, learned)

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Go back through the statistics of each position."""
        xhat, spread, learned = cache
        dxhat, dlearned = affine_gradients(dout, xhat, learned)
        return standard_gradient(dxhat, xhat, spread, (1,)), *dlearned


class GroupNorm(LayerNorm):
    """Group normalisation over the slices of a group and all positions; the inputs are x, weight and bias."""

    def __init__(self, groups: int, eps: float) -> None:
        """Put the slices in so many groups."""
        super().__init__(eps)
        self.groups = groups

    @classmethod
    def at(cls, setting: Setting) -> "GroupNorm":
        """Take the layer's groups and eps."""
        return cls(setting.of("groups"), setting.of("eps"))

    def _grouped(self, x: Array) -> Array:
        return x.reshape(len(x), self.groups, -1)  # (N, groups, the rest)

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Centre and scale each group."""
        x, *learned = inputs
        grouped, spread = standard(self._grouped(x), (2,), self.eps)
        xhat = grouped.reshape(x.shape)
        return affine(xhat, learned), (xhat, spread, learned)

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Go back through the statistics of each group."""
        xhat, spread, learned = cache
        dxhat, dlearned = affine_gradients(dout, xhat, learned)
        dx = standard_gradient(self._grouped(dxhat), self._grouped(xhat), spread, (2,))
        return dx.reshape(xhat.shape), *dlearned


class Scale(Gate):
    """Each slice times a learned factor, (D,), and shifted, with a bias."""

    def shapes(self, setting: Setting) -> Shapes:
        """Need a factor a slice, and a shift with a bias."""
        return setting.biased((setting.depth,), (setting.depth,))

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Scale and shift."""
        return affine(inputs[0], inputs[1:]), inputs

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Give dx, and what is learned its share."""
        x, *learned = cache
        dx, dlearned = affine_gradients(dout, x, learned)
        return dx, *dlearned


class LRN(Gate):
    """x / (k + alpha · mean square of the neighbouring slices)^beta (Krizhevsky et al. 2012; alpha over size)."""

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
