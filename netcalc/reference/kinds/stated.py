"""What nobody works out: a layer whose numbers are stated makes a constant, so that what follows can run."""

from collections.abc import Sequence

import numpy as np

from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting


class Stated(Gate):
    """Normal values of the stated shape, (N, *shape), the same each time; no gradient goes back."""

    def __init__(self, shape: Sequence[int]) -> None:
        """Make values of this shape."""
        self.shape = tuple(shape)

    @classmethod
    def at(cls, setting: Setting) -> "Stated":
        """Take the layer's volume, its axes the other way round; of arrays alone there is none."""
        return cls(tuple(reversed(setting.of("output_") or (1,))))

    def forward(self, *inputs: Array) -> tuple[Array, int]:
        """Draw."""
        made = np.random.default_rng(0).standard_normal((len(inputs[0]), *self.shape))
        return made.astype(inputs[0].dtype, copy=False), len(inputs)

    def backward(self, dout: Array, cache: int) -> Gradients:
        """Give nothing back."""
        return (None,) * cache
