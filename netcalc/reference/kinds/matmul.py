"""The matrix product of two volumes: T x K by K x N, which arrays hold as (N, K, T) and (N, N2, K)."""

import numpy as np

from netcalc.reference.tape.gate import Array, Gradients
from netcalc.reference.tape.setting import Setting
from netcalc.reference.tape.weighing import Weighing


class Matmul(Weighing):
    """X Y, or X Y^T, for each example; nothing is learned, but the products are counted."""

    def __init__(self, *, turned: bool) -> None:
        """Turn the second first, if asked."""
        super().__init__()
        self.turned = turned

    @classmethod
    def at(cls, setting: Setting) -> "Matmul":
        """Take the layer's word on its second."""
        return cls(turned=setting.of("transpose_second"))

    def forward(self, *inputs: Array) -> tuple[Array, tuple[Array, Array]]:
        """Multiply: as arrays, each the transpose of its volume, Y^T X^T."""
        x, y = inputs
        left = y.swapaxes(1, 2) if self.turned else y  # (N, N2, K)
        return self.products.matmul(left, x), (x, left)  # by (N, K, T)

    def backward(self, dout: Array, cache: tuple[Array, Array]) -> Gradients:
        """Let the shapes decide, as for any product (CS231n, lecture 5)."""
        x, left = cache
        dx = np.matmul(left.swapaxes(1, 2), dout)  # (N, K, N2) by (N, N2, T)
        dleft = np.matmul(dout, x.swapaxes(1, 2))  # (N, N2, T) by (N, T, K)
        return dx, dleft.swapaxes(1, 2) if self.turned else dleft
