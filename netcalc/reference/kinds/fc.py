"""Fully connected layers: x is flattened to (N, n), the weights are (units, n)."""

from typing import TypeAlias

import numpy as np

from netcalc.reference.tape.gate import Array, Gradients
from netcalc.reference.tape.setting import Setting, Shapes
from netcalc.reference.tape.weighing import Weighing

Cache: TypeAlias = tuple[Array, Array, bool]


class FC(Weighing):
    """X W^T + b, an example a row: (N, units)."""

    def shapes(self, setting: Setting) -> Shapes:
        """Need a row of weights a unit, and a bias."""
        rows = setting.of("units")
        return setting.biased((rows, setting.given[0].values), (rows,))

    def forward(self, *inputs: Array) -> tuple[Array, Cache]:
        """Multiply, and add a bias a unit."""
        x, w, *b = inputs
        out = self.products.matmul(x.reshape(len(x), -1), w.T)  # (N, n) by (n, units)
        return (out + b[0] if b else out), (x, w, bool(b))

    def backward(self, dout: Array, cache: Cache) -> Gradients:
        """Give dx = dD W, dw = dD^T X, db = dD added up over the batch (CS231n, lecture 5)."""
        x, w, biased = cache
        dx = (dout @ w).reshape(x.shape)  # (N, units) by (units, n)
        dw = dout.T @ x.reshape(len(x), -1)  # (units, N) by (N, n)
        return dx, dw, *((dout.sum(axis=0),) if biased else ())


class Maxout(FC):
    """The largest of a unit's linear pieces, which lie side by side: (N, units)."""

    def __init__(self, pieces: int) -> None:
        """Choose among so many pieces."""
        super().__init__()
        self.count = pieces

    @classmethod
    def at(cls, setting: Setting) -> "Maxout":
        """Take the layer's number of pieces."""
        return cls(setting.of("pieces"))

    def shapes(self, setting: Setting) -> Shapes:
        """Need a row of weights a piece, and a bias."""
        rows = setting.of("units") * self.count
        return setting.biased((rows, setting.given[0].values), (rows,))

    def forward(self, *inputs: Array) -> tuple[Array, tuple[Cache, Array]]:  # type: ignore[override]  # its cache holds fc's
        """Compute all pieces and take the largest, on a tie the first."""
        made, cache = super().forward(*inputs)
        pieces = made.reshape(len(made), -1, self.count)  # (N, units, pieces)
        winner = pieces.argmax(axis=-1)[..., None]  # (N, units, 1)
        return np.take_along_axis(pieces, winner, axis=-1)[..., 0], (cache, winner)

    def backward(self, dout: Array, cache: tuple[Cache, Array]) -> Gradients:  # type: ignore[override]  # as above
        """Send the gradient to the piece that won, and on as through any fc layer."""
        linear, winner = cache
        dpieces = np.zeros((*dout.shape, self.count), dout.dtype)
        np.put_along_axis(dpieces, winner, dout[..., None], axis=-1)
        return super().backward(dpieces.reshape(len(dout), -1), linear)

    def choices(self, cache: tuple[Cache, Array]) -> Array:
        """Say which piece won."""
        return cache[1][..., 0]
