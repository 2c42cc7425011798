"""The products of a convolution whose filters read every slice, by matrix products over blocks of windows."""

from collections.abc import Sequence

import numpy as np

from netcalc.reference.products.columns import FEW, blocks, columns, rows_first, scratch_for
from netcalc.reference.tape.gate import Array
from netcalc.reference.tape.weighing import Products
from netcalc.reference.windows.arrays import at_end, counts, first, last, seen, taps, under, unspanned
from netcalc.reference.windows.window import Lane


def correlate(x: Array, w: Array, lanes: Sequence[Lane], products: Products) -> Array:
    """Slide the filters (K, D, *F) over x, (N, D, *W): (N, K, *count)."""
    flat = np.ascontiguousarray(last(w).reshape(len(w), -1).T)  # (F·D, K)
    out = np.empty((len(x), *counts(lanes), len(w)), x.dtype)
    for block, matrix in columns(x, lanes):
        products.matmul(matrix, flat, out[block].reshape(-1, len(w)))  # (P, F·D) by (F·D, K)
    return first(out)


def weight_gradient(x: Array, dout: Array, lanes: Sequence[Lane]) -> Array:
    """Multiply the windows of x, (N, D, *W), with dout, (N, K, *count): (K, D, *F)."""
    K, dlast = dout.shape[1], np.ascontiguousarray(last(dout))
    dflat = np.zeros((seen(lanes) * x.shape[1], K), x.dtype)
    for block, matrix in columns(x, lanes):
        dflat += matrix.T @ dlast[block].reshape(-1, K)  # (F·D, P) by (P, K)
    dw = dflat.T.reshape(K, *(lane.F for lane in lanes), x.shape[1])
    return np.ascontiguousarray(first(dw))


def spread(dout: Array, w: Array, lanes: Sequence[Lane], products: Products) -> Array:
    """Let each value of dout, (N, K, *count), lay down its filter of w, (K, D, *F), weighted by it: (N, D, *W)."""
    (K, D, *F), few = w.shape, w.shape[1] < FEW
    flat, dlast = np.ascontiguousarray(last(w).reshape(K, -1)), np.ascontiguousarray(last(dout))
    shape, size = dlast.shape[:-1], flat.shape[1]
    dspan, scratch = _empty_span(len(dout), lanes, D, w.dtype, few=few), scratch_for(shape, size, w.dtype)
    for block in blocks(shape, size * w.itemsize):
        matrix, split = rows_first(scratch, block, (*F, D), few=few)
        products.matmul(dlast[block].reshape(-1, K), flat, matrix)  # (P, K) by (K, F·D)
        _lay_down(dspan[block[0]], split, lanes, block[1:])
    return unspanned(dspan, lanes)


def _empty_span(N: int, lanes: Sequence[Lane], D: int, dtype: np.dtype[np.generic], *, few: bool) -> Array:
    spans = tuple(lane.span for lane in lanes)
    return np.moveaxis(np.zeros((D, N, *spans), dtype), 0, -1) if few else np.zeros((N, *spans, D), dtype)


def _lay_down(dspan: Array, split: Array, lanes: Sequence[Lane], where: Sequence[slice]) -> None:
    """Add a block, (n, *count, *F, D), into the pixels it lies over, one place of the window after the other."""
    by_tap = np.moveaxis(split, -1, len(lanes) + 1)  # (n, *count, D, *F)
    for tap in taps(lanes):
        dspan[under(lanes, tap, where)] += by_tap[at_end(tap)]
