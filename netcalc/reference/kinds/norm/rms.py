"""Normalisation by the root of the mean square along the depth (Zhang and Sennrich 2019)."""

from typing import Any

import numpy as np

from netcalc.reference.kinds.norm.affine import affine, affine_gradients
from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting, Shapes


class RMSNorm(Gate):
    """X over the root of its mean square along the depth, times a learned scale; the inputs are x and weight."""

    within = True

    def __init__(self, eps: float) -> None:
        """Add this to the mean square."""
        self.eps = eps

    @classmethod
    def at(cls, setting: Setting) -> "RMSNorm":
        """Take the layer's eps."""
        return cls(setting.of("eps"))

    def shapes(self, setting: Setting) -> Shapes:
        """Need a scale a slice, if it is learned."""
        return ((setting.depth,),) if setting.of("affine") else ()

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Divide by the root of the mean square; sums are in float64."""
        x, *learned = inputs
        square = (x * x).mean(axis=1, keepdims=True, dtype=np.float64)  # (N, 1, *W)
        size = np.sqrt(square + self.eps).astype(x.dtype)
        xhat = x / size
        return affine(xhat, learned), (xhat, size, learned)

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Give dxhat without its part along xhat, over the size."""
        xhat, size, learned = cache
        dxhat, dlearned = affine_gradients(dout, xhat, learned)
        part = (dxhat * xhat).mean(axis=1, keepdims=True)
        return (dxhat - xhat * part) / size, *dlearned
