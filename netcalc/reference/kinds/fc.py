"""Fully connected layers: x is flattened to (N, n), or taken as (N, D, P); the weights are (units, n) or (units, D)."""

from typing import Any, TypeAlias

import numpy as np

from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting, Shapes
from netcalc.reference.tape.weighing import Weighing

Cache: TypeAlias = tuple[Array, Array, bool]


class FC(Weighing):
    """X W^T + b, an example a row: (N, units)."""

    @classmethod
    def at(cls, setting: Setting) -> Gate:
        """Flatten, or work at each position."""
        return cls() if setting.of("flatten") else EachPosition()

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
        x, w, _ = cache
        return (dout @ w).reshape(x.shape), *_learned(dout, cache)  # (N, units) by (units, n)

    def learned(self, dout: Array, cache: Cache) -> Gradients:
        """Give dw and db alone."""
        return _learned(dout, cache)


def _learned(dout: Array, cache: Cache) -> Gradients:
    x, _, biased = cache
    dw = dout.T @ x.reshape(len(x), -1)  # (units, N) by (N, n)
    return dw, *((dout.sum(axis=0),) if biased else ())


class EachPosition(Weighing):
    """W x + b at each position, on the depth alone: (N, units, *W)."""

    def shapes(self, setting: Setting) -> Shapes:
        """Need a row of weights a unit, and a bias."""
        return setting.biased((setting.of("units"), setting.depth), (setting.of("units"),))

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Multiply, and add a bias a unit."""
        x, w, *b = inputs
        out = self.products.matmul(w, x.reshape(*x.shape[:2], -1))  # (units, D) by (N, D, P)
        out = out + b[0][:, None] if b else out
        return out.reshape(len(x), len(w), *x.shape[2:]), (x, w, bool(b))

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Give dx = W^T dD, and dw = dD X^T, db = dD added up over the batch and all positions."""
        x, w, biased = cache
        dflat = dout.reshape(len(x), len(w), -1)  # (N, units, P)
        dx = (w.T @ dflat).reshape(x.shape)  # (D, units) by (N, units, P)
        dw = np.matmul(dflat, x.reshape(*x.shape[:2], -1).swapaxes(1, 2)).sum(axis=0)  # (N, units, P) by (N, P, D)
        return dx, dw, *((dflat.sum(axis=(0, 2)),) if biased else ())


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

    def learned(self, dout: Array, cache: tuple[Cache, Array]) -> Gradients:  # type: ignore[override]  # as above
        """Give what the pieces learn."""
        return self.backward(dout, cache)[1:]

    def choices(self, cache: tuple[Cache, Array]) -> Array:
        """Say which piece won."""
        return cache[1][..., 0]
