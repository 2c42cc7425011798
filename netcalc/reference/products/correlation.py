"""The three products of a convolution: its value, the gradient of its filters, the gradient of its input.

x is (N, D, *W), filters w are (K, D/groups, *F), values out are (N, K, *count). A transposed
convolution is the same three in other places (Dumoulin and Visin 2016).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from netcalc.reference.products import dense, depthwise, pointwise
from netcalc.reference.products.columns import FEW
from netcalc.reference.tape.gate import Array
from netcalc.reference.tape.weighing import Products
from netcalc.reference.windows.arrays import first, last
from netcalc.reference.windows.window import Lane


def _way(lanes: Sequence[Lane]) -> Any:
    return pointwise if all(lane.F == lane.S == lane.count - lane.W + 1 == 1 > lane.before for lane in lanes) else dense


def laid_out(dout: Array, lanes: Sequence[Lane]) -> Array:
    """Put dout, (N, K, *count), in the order in memory that both gradients need, once for both."""
    return dout if _way(lanes) is pointwise else first(np.ascontiguousarray(last(dout)))


def correlate(x: Array, w: Array, lanes: Sequence[Lane], groups: int, products: Products) -> Array:
    """Slide the filters over x: (N, K, *count)."""
    if w.shape[1] == 1 < groups:
        return depthwise.correlate(x, w, lanes, products)
    parts = zip(np.split(x, groups, axis=1), np.split(w, groups), strict=True)
    return _joined([_way(lanes).correlate(*part, lanes, products) for part in parts], axis=1)


def weight_gradient(x: Array, dout: Array, lanes: Sequence[Lane], groups: int) -> Array:
    """Give dw: for each filter value, what lay under it times what it was multiplied into: (K, D/groups, *F)."""
    if x.shape[1] == groups > 1:
        return depthwise.weight_gradient(x, dout, lanes)
    parts = zip(np.split(x, groups, axis=1), np.split(dout, groups, axis=1), strict=True)
    return _joined([_way(lanes).weight_gradient(*part, lanes) for part in parts], axis=0)


def spread(dout: Array, w: Array, lanes: Sequence[Lane], groups: int, products: Products) -> Array:
    """Let each value of dout lay down its filter, weighted by it: (N, D, *W)."""
    if w.shape[1] == 1 < groups:
        return depthwise.spread(dout, w, lanes, groups, products)
    parts = zip(np.split(dout, groups, axis=1), np.split(w, groups), strict=True)
    return _joined([_way(lanes).spread(*part, lanes, products) for part in parts], axis=1)


def input_gradient(dout: Array, w: Array, lanes: Sequence[Lane], groups: int) -> Array:
    """Give dx, as `spread` does; where the stride is 1, faster, by sliding the flipped filters over dout."""
    if (
        groups > 1
        or w.shape[1] < FEW
        or _way(lanes) is pointwise
        or any(lane.S > 1 or lane.before >= lane.reach for lane in lanes)
    ):
        return spread(dout, w, lanes, groups, Products())
    flipped = np.flip(w, axis=tuple(range(2, w.ndim))).swapaxes(0, 1)  # (D, K, *F)
    back = [Lane(lane.count, lane.F, 1, lane.d, lane.reach - 1 - lane.before, lane.W) for lane in lanes]
    return dense.correlate(dout, flipped, back, Products())


def _joined(parts: list[Array], axis: int) -> Array:
    return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=axis)
