"""The largest value, or the mean, under a window that slides: (N, D, *W2)."""

from collections.abc import Sequence
from functools import reduce
from typing import Final, TypeAlias

import numpy as np

from netcalc.reference.kinds.pool.trainable import TrainablePool
from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting
from netcalc.reference.windows.arrays import (
    counts,
    everywhere,
    first,
    last,
    seen,
    spanned,
    taps,
    under,
    unspanned,
)
from netcalc.reference.windows.window import Lane, Window, lay_all
from netcalc.reference.windows.written import sliding

WIDEST: Final = 256  # places of a window that one byte tells apart

MaxCache: TypeAlias = tuple[Array, tuple[Lane, ...]]


class Pool(Gate):
    """What the two ways of pooling share: a window; `at` gives the way that the layer says."""

    def __init__(self, window: Sequence[Window]) -> None:
        """Slide this window."""
        self.window = tuple(window)

    @classmethod
    def at(cls, setting: Setting) -> Gate:
        """Make the layer's kind of pool."""
        pool = {"max": MaxPool, "avg": AvgPool}[setting.of("op")](sliding(setting))
        return TrainablePool(pool) if setting.of("trainable") else pool


class MaxPool(Pool):
    """The largest value under the window; padding never wins, a tie goes to the first."""

    def forward(self, *inputs: Array) -> tuple[Array, MaxCache]:
        """Go through the places of the window and keep the largest, and where it was."""
        lanes = lay_all(inputs[0].shape[2:], self.window)
        span = spanned(inputs[0], lanes, -np.inf)  # (N, *span, D)
        under_all = (span[under(lanes, tap, everywhere(lanes))] for tap in taps(lanes))  # each (N, *count, D)
        out = next(under_all).copy()
        winner = np.zeros(out.shape, np.uint32 if seen(lanes) > WIDEST else np.uint8)
        for place, below in enumerate(under_all, start=1):
            np.copyto(winner, place, where=below > out)
            np.maximum(below, out, out=out)
        return first(out), (winner, lanes)

    def backward(self, dout: Array, cache: MaxCache) -> Gradients:
        """Send each gradient to the value that won (the router)."""
        winner, lanes = cache
        dspan = np.zeros((len(dout), *(lane.span for lane in lanes), dout.shape[1]), dout.dtype)
        for place, tap in enumerate(taps(lanes)):
            dspan[under(lanes, tap, everywhere(lanes))] += last(dout) * (winner == place)
        return (unspanned(dspan, lanes),)

    def choices(self, cache: MaxCache) -> Array:
        """Say which place of the window won."""
        return first(cache[0])


class AvgPool(Pool):
    """The mean under the window, padding counted; what overhangs the padding in `ceil` is not."""

    def _sizes(self, lanes: Sequence[Lane]) -> Array:
        """Count the values of each window that lie in the input or its padding: (*count, 1)."""
        sizes = []
        for lane, window in zip(lanes, self.window, strict=True):
            room = window.before + lane.W + window.after - np.arange(lane.count) * lane.S
            sizes.append(np.minimum(lane.F, -(-room // lane.d)))
        together: Array = reduce(np.multiply.outer, sizes)[..., None]
        return together

    def forward(self, *inputs: Array) -> tuple[Array, tuple[Lane, ...]]:
        """Add up the places of the window and divide."""
        lanes = lay_all(inputs[0].shape[2:], self.window)
        span = spanned(inputs[0], lanes)  # (N, *span, D)
        out = np.zeros((len(span), *counts(lanes), span.shape[-1]), span.dtype)
        for tap in taps(lanes):
            out += span[under(lanes, tap, everywhere(lanes))]
        return first(out / self._sizes(lanes).astype(out.dtype)), lanes

    def backward(self, dout: Array, cache: tuple[Lane, ...]) -> Gradients:
        """Spread each gradient evenly over its window."""
        share = last(dout) / self._sizes(cache).astype(dout.dtype)  # (N, *count, D)
        dspan = np.zeros((len(dout), *(lane.span for lane in cache), dout.shape[1]), dout.dtype)
        for tap in taps(cache):
            dspan[under(cache, tap, everywhere(cache))] += share
        return (unspanned(dspan, cache),)
