"""Norms of one example by itself: over the depth at each position, or over groups of slices."""

from collections.abc import Sequence
from typing import Any

from netcalc.reference.kinds.norm.affine import affine, affine_gradients, scales
from netcalc.reference.kinds.norm.batch import BatchNorm
from netcalc.reference.kinds.norm.standard import standard, standard_gradient
from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting, Shapes


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

    within = False

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


class InstanceNorm(GroupNorm):
    """Instance normalisation: each slice over all its positions; a group norm of one slice a group."""

    @classmethod
    def at(cls, setting: Setting) -> "InstanceNorm":
        """Take as many groups as there are slices."""
        return cls(setting.depth, setting.of("eps"))
