"""Pooling: x is (N, D, *W); each window of each slice becomes one value: (N, D, *W2)."""

from collections.abc import Sequence
from functools import reduce
from typing import Any, TypeAlias

import numpy as np

from netcalc.arithmetic import Slide
from netcalc.reference.kinds.norm import affine_gradients, along
from netcalc.reference.products.products import Weighing
from netcalc.reference.products.windows import (
    Lane,
    counts,
    everywhere,
    first,
    last,
    lay_all,
    spanned,
    taps,
    under,
    unspanned,
)
from netcalc.reference.tape.gate import Array, Gate, Gradients, Setting, Shapes

MaxCache: TypeAlias = tuple[Array, tuple[Lane, ...]]


class Pool(Gate):
    """What the two ways of pooling share: a window; `at` gives the way that the layer says."""

    def __init__(self, window: Sequence[Slide]) -> None:
        """Slide this window."""
        self.window = window

    @classmethod
    def at(cls, setting: Setting) -> Gate:
        """Make the layer's kind of pool."""
        pool = {"max": MaxPool, "avg": AvgPool}[setting.of("op")](setting.window)
        return TrainablePool(pool) if setting.of("trainable") else pool


class MaxPool(Pool):
    """The largest value under the window; padding never wins, a tie goes to the first."""

    def forward(self, *inputs: Array) -> tuple[Array, MaxCache]:
        """Go through the places of the window and keep the largest, and where it was."""
        lanes = lay_all(inputs[0].shape[2:], self.window)
        span = spanned(inputs[0], lanes, -np.inf)  # (N, *span, D)
        out, winner = np.array(-np.inf, span.dtype), np.array(0, np.uint32)
        for place, tap in enumerate(taps(lanes)):
            below = span[under(lanes, tap, everywhere(lanes))]  # (N, *count, D)
            winner = np.where(below > out, np.uint32(place), winner)
            out = np.maximum(below, out)
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
        for lane, slide in zip(lanes, self.window, strict=True):
            starts = np.arange(lane.count) * lane.S
            sizes.append(np.minimum(starts + lane.F, lane.W + slide.before + slide.after) - starts)
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


class TrainablePool(Weighing):
    """A pool times a learned coefficient a slice, plus a learned bias (LeNet-5's subsampling)."""

    def __init__(self, pool: Pool) -> None:
        """Learn on top of this pool."""
        super().__init__()
        self.pool = pool

    def shapes(self, setting: Setting) -> Shapes:
        """Need a coefficient and a bias a slice."""
        return ((setting.depth,),) * 2

    def forward(self, *inputs: Array) -> tuple[Array, tuple[Any, Array, Array]]:
        """Pool, multiply, add."""
        x, w, b = inputs
        pooled, cache = self.pool.forward(x)
        out = self.products.multiply(pooled, along(w, pooled)) + along(b, pooled)
        return out, (cache, pooled, w)

    def backward(self, dout: Array, cache: tuple[Any, Array, Array]) -> Gradients:
        """Give dx through the pool, and what is learned its share."""
        inner, pooled, w = cache
        dpooled, (dw, db) = affine_gradients(dout, pooled, (w, w))
        return *self.pool.backward(dpooled, inner), dw, db

    def choices(self, cache: tuple[Any, Array, Array]) -> Array | None:
        """Say what the pool chose."""
        return self.pool.choices(cache[0])


class GlobalPool(Gate):
    """What the two global pools share; `at` gives the one that the layer says."""

    @classmethod
    def at(cls, setting: Setting) -> Gate:
        """Make the layer's kind of global pool."""
        return {"max": GlobalMax, "avg": GlobalAvg}[setting.of("op")]()


class GlobalAvg(Gate):
    """The mean of each slice: every spatial axis becomes 1."""

    def forward(self, *inputs: Array) -> tuple[Array, Array]:
        """Average over all positions."""
        x = inputs[0]
        return x.mean(axis=tuple(range(2, x.ndim)), keepdims=True), x

    def backward(self, dout: Array, cache: Array) -> Gradients:
        """Spread the gradient evenly over the slice."""
        return (np.broadcast_to(dout * (dout.size / cache.size), cache.shape),)


class GlobalMax(Gate):
    """The largest value of each slice, on a tie the first: every spatial axis becomes 1."""

    def forward(self, *inputs: Array) -> tuple[Array, tuple[Array, Array]]:
        """Find the largest, and where it is."""
        x = inputs[0]
        flat = x.reshape(*x.shape[:2], -1)  # (N, D, positions)
        winner = flat.argmax(axis=-1, keepdims=True)  # (N, D, 1)
        out = np.take_along_axis(flat, winner, axis=-1)
        return out.reshape(*x.shape[:2], *(1 for _ in x.shape[2:])), (x, winner)

    def backward(self, dout: Array, cache: tuple[Array, Array]) -> Gradients:
        """Send each gradient to the value that won."""
        x, winner = cache
        dflat = np.zeros((*x.shape[:2], x[0, 0].size), dout.dtype)
        np.put_along_axis(dflat, winner, dout.reshape(winner.shape), axis=-1)
        return (dflat.reshape(x.shape),)

    def choices(self, cache: tuple[Array, Array]) -> Array:
        """Say which position won."""
        x, winner = cache
        return winner.reshape(*x.shape[:2], *(1 for _ in x.shape[2:]))
