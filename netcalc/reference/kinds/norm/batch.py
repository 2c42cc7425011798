"""Batch normalisation, by the batch in training, else by its running statistics."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from netcalc.reference.kinds.norm.affine import affine, affine_gradients, along, scales
from netcalc.reference.kinds.norm.standard import standard, standard_gradient
from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting, Shapes

MOMENTUM: Final = 0.1  # PyTorch's: the weight of a batch in the running statistics


class TooFew(ValueError):
    """One value has no spread: the batch is too small for a layer that centres and scales over it."""

    def __init__(self) -> None:
        """Say what would do."""
        super().__init__("batchnorm in training needs more than one value a slice: a larger batch")


class BatchNorm(Gate):
    """Batch normalisation by its running statistics; the inputs are x, weight and bias, running mean and variance."""

    within = True

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
