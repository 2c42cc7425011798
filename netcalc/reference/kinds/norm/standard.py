"""Values centred and scaled to spread 1 over some axes, and the gradient through mean and spread."""

import numpy as np

from netcalc.reference.tape.gate import Array


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
