"""Dropout: nothing but the identity, except in training."""

from collections.abc import Sequence

import numpy as np

from netcalc.reference.tape.gate import Array, Elementwise, Gate, Gradients
from netcalc.reference.tape.setting import Setting


class Dropout(Gate):
    """Nothing but the identity, except in training."""

    within = True

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
