"""The products of a convolution whose filters read one slice each: a multiplication a place of the window.

There is nothing to sum over slices, so a matrix product has nothing to gain here.
"""

from collections.abc import Sequence
from math import prod

import numpy as np

from netcalc.reference.tape.gate import Array
from netcalc.reference.tape.weighing import Products
from netcalc.reference.windows.arrays import counts, everywhere, first, last, spanned, taps, under, unspanned
from netcalc.reference.windows.window import Lane


def correlate(x: Array, w: Array, lanes: Sequence[Lane], products: Products) -> Array:
    """Slide the filters (D·m, 1, *F), m for each slice, over x, (N, D, *W): (N, D·m, *count)."""
    D, span = x.shape[1], spanned(x, lanes)[..., None]  # (N, *span, D, 1)
    out = np.zeros((len(x), *counts(lanes), D, len(w) // D), x.dtype)
    for tap, wtap in _tapped(w, D, lanes):
        out += products.multiply(span[under(lanes, tap, everywhere(lanes))], wtap)
    return first(out.reshape(*out.shape[:-2], len(w)))


def weight_gradient(x: Array, dout: Array, lanes: Sequence[Lane]) -> Array:
    """Multiply what lay under each place of the window with dout, (N, D·m, *count): (D·m, 1, *F)."""
    D, span = x.shape[1], spanned(x, lanes)
    dlast = last(dout).reshape(len(x), *counts(lanes), D, -1)  # (N, *count, D, m)
    found = (span[under(lanes, tap, everywhere(lanes))] for tap in taps(lanes))
    places = "nxyz"[: dlast.ndim - 2]
    dw = np.stack([np.einsum(f"{places}d,{places}dm->dm", below, dlast) for below in found], axis=-1)  # (D, m, taps)
    return dw.reshape(dout.shape[1], 1, *(lane.F for lane in lanes))


def spread(dout: Array, w: Array, lanes: Sequence[Lane], D: int, products: Products) -> Array:
    """Let each value of dout, (N, D·m, *count), lay down its filter of w, (D·m, 1, *F): (N, D, *W)."""
    dlast = last(dout).reshape(len(dout), *counts(lanes), D, -1)  # (N, *count, D, m)
    dspan = np.zeros((len(dout), *(lane.span for lane in lanes), D), dout.dtype)
    for tap, wtap in _tapped(w, D, lanes):
        dspan[under(lanes, tap, everywhere(lanes))] += products.multiply(dlast, wtap).sum(axis=-1)
    return unspanned(dspan, lanes)


def _tapped(w: Array, D: int, lanes: Sequence[Lane]) -> list[tuple[tuple[int, ...], Array]]:
    """Give each place of the window with its filter values: (D, m)."""
    flat = w.reshape(D, -1, prod(lane.F for lane in lanes))
    return [(tap, flat[..., place]) for place, tap in enumerate(taps(lanes))]
