"""The products of a 1x1 convolution: plain matrix products, a position being a row."""

from collections.abc import Sequence

import numpy as np

from netcalc.reference.tape.gate import Array
from netcalc.reference.tape.weighing import Products
from netcalc.reference.windows.arrays import first, last
from netcalc.reference.windows.window import Lane


def correlate(x: Array, w: Array, lanes: Sequence[Lane], products: Products) -> Array:  # noqa: ARG001  one contract
    """Weigh the slices of x, (N, D, *W), by w, (K, D, 1, 1), at each position: (N, K, *W)."""
    return _weighed(x, w.reshape(len(w), -1), products)


def spread(dout: Array, w: Array, lanes: Sequence[Lane], products: Products) -> Array:  # noqa: ARG001  one contract
    """Weigh the slices of dout, (N, K, *W), by the transposed w: (N, D, *W)."""
    return _weighed(dout, w.reshape(len(w), -1).T, products)


def weight_gradient(x: Array, dout: Array, lanes: Sequence[Lane]) -> Array:
    """Multiply x, (N, D, *W), with dout, (N, K, *W), over all positions: (K, D, 1, 1)."""
    (N, D), K = x.shape[:2], dout.shape[1]
    ones = (1,) * len(lanes)
    if x.size < N * D * max(D, K) or last(x).flags.c_contiguous:  # few positions: all images in one product
        return (last(dout).reshape(-1, K).T @ last(x).reshape(-1, D)).reshape(K, D, *ones)  # (K, P) by (P, D)
    apart: Array = np.matmul(dout.reshape(N, K, -1), x.reshape(N, D, -1).swapaxes(1, 2))  # (N, K, D)
    dw: Array = apart.sum(axis=0).reshape(K, D, *ones)
    return dw


def _weighed(x: Array, w: Array, products: Products) -> Array:
    if last(x).flags.c_contiguous:
        return first(products.matmul(last(x).reshape(-1, x.shape[1]), w.T).reshape(*last(x).shape[:-1], len(w)))
    return products.matmul(w, x.reshape(*x.shape[:2], -1)).reshape(len(x), len(w), *x.shape[2:])
