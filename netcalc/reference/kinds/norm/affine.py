"""A factor and a shift for each slice, which are learned."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from netcalc.reference.tape.gate import Array, Gate, Gradients, shrink
from netcalc.reference.tape.setting import Setting, Shapes


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


class Scale(Gate):
    """Each slice times a learned factor, (D,), and shifted, with a bias."""

    within = True

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
