"""Convolution and its transpose as the lecture defines them; x is (N, D, *W), with one to three spatial axes.

Each is a sum over the places of a window: what lies there, times the weights there. `products/` has the same, fast.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from netcalc.reference.kinds.connected import Connected
from netcalc.reference.kinds.padded import padding
from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting, Shapes
from netcalc.reference.tape.weighing import Products, Weighing
from netcalc.reference.windows import written
from netcalc.reference.windows.arrays import at_end, counts, everywhere, first, last, spanned, taps, under, unspanned
from netcalc.reference.windows.window import Lane, Window, lay_all

Lanes: TypeAlias = Sequence[Lane]
Cache: TypeAlias = tuple[Array, Array, Lanes, int, bool]


class Convolving(Weighing):
    """The three sums of a convolution; G groups of slices and filters keep to themselves."""

    def __init__(self, window: Sequence[Window]) -> None:
        """Slide this window."""
        super().__init__()
        self.window = tuple(window)

    def slid(self, x: Array, w: Array, lanes: Lanes, G: int, products: Products) -> Array:
        """Weigh what lies under the filters w, (K, D/G, *F), wherever they lie on x: (N, K, *count)."""
        span, filters = spanned(x, lanes), _grouped(w, G)  # (N, *span, D), (G, K/G, D/G, *F)
        out = np.zeros((len(x), *counts(lanes), len(w)), x.dtype)
        for tap in taps(lanes):
            seen = _positions(span[under(lanes, tap, everywhere(lanes))], G)  # (P, G, D/G)
            out += products.einsum("pgd,gkd->pgk", seen, filters[at_end(tap)]).reshape(out.shape)
        return first(out)

    def laid_down(self, dout: Array, w: Array, lanes: Lanes, G: int, products: Products) -> Array:
        """Let each value of dout, (N, K, *count), lay down its filter, weighted by it: (N, D, *W)."""
        douts, filters = _positions(last(dout), G), _grouped(w, G)  # (P, G, K/G), (G, K/G, D/G, *F)
        dspan = np.zeros((len(dout), *(lane.span for lane in lanes), w.shape[1] * G), dout.dtype)
        for tap in taps(lanes):
            below = dspan[under(lanes, tap, everywhere(lanes))]
            below += products.einsum("pgk,gkd->pgd", douts, filters[at_end(tap)]).reshape(below.shape)
        return unspanned(dspan, lanes)

    def met(self, x: Array, dout: Array, lanes: Lanes, G: int) -> Array:
        """Multiply what lay under each weight with what came of it, and add up: (K, D/G, *F)."""
        span, douts = spanned(x, lanes), _positions(last(dout), G)
        dw = np.zeros((dout.shape[1], x.shape[1] // G, *(lane.F for lane in lanes)), x.dtype)
        for tap in taps(lanes):
            seen = _positions(span[under(lanes, tap, everywhere(lanes))], G)
            dw[at_end(tap)] = np.einsum("pgk,pgd->gkd", douts, seen).reshape(dw.shape[:2])
        return dw


class Conv(Convolving):
    """Slide filters w, (K, D/G, *F), over x and add a bias each: (N, K, *W2)."""

    @classmethod
    def at(cls, setting: Setting) -> Gate:
        """Take the layer's window, what stands in its padding, and its connection table, where it has one."""
        table = setting.of("connect")
        return padding(setting, cls if table is None else lambda window: Connected(cls(window), table))

    def shapes(self, setting: Setting) -> Shapes:
        """Need (K, D/G, *F), and a bias a filter."""
        filters, sizes = setting.of("filters"), (one.F for one in self.window)
        return setting.biased((filters, setting.depth // setting.groups, *sizes), (filters,))

    def forward(self, *inputs: Array) -> tuple[Array, Cache]:
        """Slide the filters and add the bias."""
        x, w, *b = inputs
        lanes, G = lay_all(x.shape[2:], self.window), x.shape[1] // w.shape[1]
        return add_bias(self.slid(x, w, lanes, G, self.products), b), (x, w, lanes, G, bool(b))

    def backward(self, dout: Array, cache: Cache) -> Gradients:
        """Give dx (each dout lays its filter down), dw (x weighed by dout), db (dout added up)."""
        _, w, lanes, G, _ = cache
        return self.laid_down(dout, w, lanes, G, Products()), *Conv.learned(self, dout, cache)

    def learned(self, dout: Array, cache: Cache) -> Gradients:
        """Give dw and db alone."""
        x, _, lanes, G, biased = cache
        return self.met(x, dout, lanes, G), *bias_gradient(dout, biased=biased)


class ConvTranspose(Convolving):
    """Let each value of x lay down its filter of w, (D, K/G, *F): conv's backward pass, run forward."""

    def __init__(self, window: Sequence[Window], filters: int) -> None:
        """Lay down this window; the filters make so many slices."""
        super().__init__(window)
        self.filters = filters

    @classmethod
    def at(cls, setting: Setting) -> Gate:
        """Take the layer's window and number of filters."""
        return cls(written.spreading(setting), setting.of("filters"))

    def shapes(self, setting: Setting) -> Shapes:
        """Need (D, K/G, *F), and a bias a slice made."""
        sizes = (one.F for one in self.window)
        return setting.biased((setting.depth, self.filters // setting.groups, *sizes), (self.filters,))

    def forward(self, *inputs: Array) -> tuple[Array, Cache]:
        """Lay the filters down and add the bias."""
        x, w, *b = inputs
        lanes, G = lay_all(x.shape[2:], self.window), self.filters // w.shape[1]
        return add_bias(self.laid_down(x, w, lanes, G, self.products), b), (x, w, lanes, G, bool(b))

    def backward(self, dout: Array, cache: Cache) -> Gradients:
        """Give dx (the filters slid over dout), dw (dout weighed by x), db (dout added up)."""
        x, w, lanes, G, biased = cache
        dx = self.slid(dout, w, lanes, G, Products())
        return dx, self.met(dout, x, lanes, G), *bias_gradient(dout, biased=biased)


def _grouped(w: Array, G: int) -> Array:
    """See filters, (K, D/G, *F), group by group: (G, K/G, D/G, *F)."""
    return w.reshape(G, -1, *w.shape[1:])


def _positions(values: Array, G: int) -> Array:
    """Put (N, *count, D) as a row a position, its slices in groups: (P, G, D/G)."""
    return values.reshape(-1, G, values.shape[-1] // G)


def add_bias(out: Array, b: Sequence[Array]) -> Array:
    """Add a bias a slice to (N, K, ...), in place, where there is one."""
    if b:
        np.moveaxis(out, 1, -1)[...] += b[0]
    return out


def bias_gradient(dout: Array, *, biased: bool) -> tuple[Array, ...]:
    """Add dout, (N, K, ...), up in float64 over all that one bias was added to: (K,)."""
    added = dout.sum(axis=(0, *range(2, dout.ndim)), dtype=np.float64)
    return (added.astype(dout.dtype),) if biased else ()
