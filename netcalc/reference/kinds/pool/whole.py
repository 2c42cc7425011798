"""Global pools: each slice becomes one value."""

import numpy as np

from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting


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
