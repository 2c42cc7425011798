"""Locally connected: a matrix product of its own at each position, since no weights are shared."""

from collections.abc import Sequence
from math import prod
from typing import TypeAlias

import numpy as np

from netcalc.reference.kinds.padded import padding
from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting, Shapes
from netcalc.reference.tape.weighing import Weighing
from netcalc.reference.windows.arrays import (
    at_end,
    counts,
    everywhere,
    spanned,
    taps,
    under,
    unspanned,
    views,
)
from netcalc.reference.windows.window import Lane, Window, lay_all

Cache: TypeAlias = tuple[Array, Array, tuple[Lane, ...], bool]


def _columns(x: Array, lanes: Sequence[Lane]) -> Array:
    """Copy what each position sees of x, (N, D, *W): (P, N, D·F)."""
    n = len(lanes)
    seen = np.moveaxis(views(spanned(x, lanes), lanes), -1, n + 1)  # (N, *count, D, *F)
    return np.moveaxis(seen, 0, n).reshape(prod(counts(lanes)), len(x), -1)


def _by_position(values: Array) -> Array:
    """Put (N, K, *count) as a matrix a position: (P, N, K)."""
    return values.reshape(*values.shape[:2], -1).transpose(2, 0, 1)


class Local(Weighing):
    """Weigh each window of x, (N, D, *W), by filters of its own, w (K, *W2, D, *F): (N, K, *W2)."""

    def __init__(self, window: Sequence[Window]) -> None:
        """Slide this window."""
        super().__init__()
        self.window = tuple(window)

    @classmethod
    def at(cls, setting: Setting) -> Gate:
        """Take the layer's window, and what stands in its padding."""
        return padding(setting, cls)

    def shapes(self, setting: Setting) -> Shapes:
        """Need filters and a bias for each position: (K, *W2, D, *F), (K, *W2)."""
        lanes = lay_all(setting.extents, self.window)
        neurons = (setting.of("filters"), *counts(lanes))
        return setting.biased((*neurons, setting.depth, *(one.F for one in self.window)), neurons)

    def forward(self, *inputs: Array) -> tuple[Array, Cache]:
        """Multiply, position by position."""
        x, w, *b = inputs
        lanes = lay_all(x.shape[2:], self.window)
        cols = _columns(x, lanes)
        own = w.reshape(len(w), len(cols), -1).transpose(1, 2, 0)  # (P, D·F, K)
        made = self.products.matmul(cols, own)  # (P, N, K)
        out = made.transpose(1, 2, 0).reshape(len(x), len(w), *counts(lanes))
        return (out + b[0] if b else out), (x, w, lanes, bool(b))

    def backward(self, dout: Array, cache: Cache) -> Gradients:
        """Give dx, dw, db: as an fc layer's, position by position."""
        x, w, lanes, biased = cache
        cols, dcols = _columns(x, lanes), _by_position(dout)  # (P, N, D·F), (P, N, K)
        dw = np.empty((len(w), *cols.shape[::2]), w.dtype)  # (K, P, D·F)
        np.matmul(dcols.swapaxes(1, 2), cols, out=dw.swapaxes(0, 1))
        dseen = np.matmul(dcols, w.reshape(dw.shape).swapaxes(0, 1))  # (P, N, D·F)
        dx = self._lay_down(dseen, lanes, x.shape[1])
        return dx, dw.reshape(w.shape), *((dout.sum(axis=0),) if biased else ())

    def _lay_down(self, dseen: Array, lanes: Sequence[Lane], D: int) -> Array:
        """Add what each window says, (P, N, D·F), into the pixels under it: (N, D, *W)."""
        N, n = dseen.shape[1], len(lanes)
        parts = dseen.reshape(*counts(lanes), N, D, *(lane.F for lane in lanes))
        dspan = np.zeros((N, *(lane.span for lane in lanes), D), dseen.dtype)
        for tap in taps(lanes):
            below = parts[at_end(tap)]  # (*count, N, D)
            dspan[under(lanes, tap, everywhere(lanes))] += np.moveaxis(below, n, 0)
        return unspanned(dspan, lanes)
