"""The products of a 1x1 convolution: plain matrix products, a position being a row."""

from collections.abc import Sequence

import numpy as np

from netcalc.reference.gate import Array
from netcalc.reference.products import Products
from netcalc.reference.windows import Lane, first, last


def correlate(x: Array, w: Array, lanes: Sequence[Lane], products: Products) -> Array:
    """Weigh the slices of x, (N, D, *W), by w, (K, D, 1, 1), at each position: (N, K, *W)."""
    return _weighed(x, w.reshape(len(w), -1), products)


def spread(dout: Array, w: Array, lanes: Sequence[Lane], products: Products) -> Array:
    """Weigh the slices of dout, (N, K, *W), by the transposed w: (N, D, *W)."""
    return _weighed(dout, w.reshape(len(w), -1).T, products)


def weight_gradient(x: Array, dout: Array, lanes: Sequence[Lane]) -> Array:
    """Multiply x, (N, D, *W), with dout, (N, K, *W), over all positions: (K, D, 1, 1)."""
    D, K = x.shape[1], dout.shape[1]
    dw = last(dout).reshape(-1, K).T @ last(x).reshape(-1, D)  # (K, P) by (P, D)
    return dw.reshape(K, D, *(1 for _ in lanes))


def _weighed(x: Array, w: Array, products: Products) -> Array:
    if last(x).flags.c_contiguous:
        return first(products.matmul(last(x).reshape(-1, x.shape[1]), w.T).reshape(*last(x).shape[:-1], len(w)))
    return products.matmul(w, x.reshape(*x.shape[:2], -1)).reshape(len(x), len(w), *x.shape[2:])
