"""Gated linear units: x is (N, D, *W), and half as deep comes out."""

from typing import Any, Final

import numpy as np

from netcalc.reference.kinds.activation.rectified import ReLU
from netcalc.reference.kinds.activation.squashed import Sigmoid
from netcalc.reference.kinds.activation.weighed import GELU, SiLU
from netcalc.reference.tape.gate import Activation, Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting

FUNCTIONS: Final[dict[str, type[Activation]]] = {"sigmoid": Sigmoid, "silu": SiLU, "gelu": GELU, "relu": ReLU}


class GLU(Gate):
    """The first half of the depth times a function of the second: (N, D/2, *W)."""

    def __init__(self, function: Activation) -> None:
        """Put the second half through this function."""
        self.function = function

    @classmethod
    def at(cls, setting: Setting) -> "GLU":
        """Take the layer's function."""
        return cls(FUNCTIONS[setting.of("op")]())

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Multiply the halves."""
        half, second = np.split(inputs[0], 2, axis=1)  # (N, D/2, *W) each
        share, cache = self.function.forward(second)
        return half * share, (half, share, cache)

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Give each half what the other says."""
        half, share, inner = cache
        (dsecond,) = self.function.backward(dout * half, inner)
        return (np.concatenate([dout * share, np.asarray(dsecond)], axis=1),)

    def choices(self, cache: Any) -> Array | None:
        """Say which piece of the function each value is on."""
        return self.function.choices(cache[2])
