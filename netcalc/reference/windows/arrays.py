"""What of an array lies under a window: padded copies, places of the window, views of all that it sees."""

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from netcalc.reference.tape.gate import Array
from netcalc.reference.windows.window import Lane


def counts(lanes: Sequence[Lane]) -> tuple[int, ...]:
    """Give how many positions there are along each axis."""
    return tuple(lane.count for lane in lanes)


def taps(lanes: Sequence[Lane]) -> Iterator[tuple[int, ...]]:
    """Go through the places of a window, in order."""
    return iter(np.ndindex(*(lane.F for lane in lanes)))


def at_end(tap: Sequence[int]) -> Any:
    """Index one place of the window where its axes come last."""
    return (..., *tap)


def everywhere(lanes: Sequence[Lane]) -> tuple[slice, ...]:
    """Index all positions."""
    return tuple(slice(0, lane.count) for lane in lanes)


def under(lanes: Sequence[Lane], tap: Sequence[int], where: Sequence[slice]) -> tuple[slice, ...]:
    """Index what of (N, *span, D) lies under one place of the window, over the positions given."""
    return (slice(None), *(lane.under(place, cut) for lane, place, cut in zip(lanes, tap, where, strict=True)))


def last(x: Array) -> Array:
    """See the depth as the last axis: (N, D, ...) becomes (N, ..., D), without a copy."""
    return x.transpose(0, *range(2, x.ndim), 1)


def first(x: Array) -> Array:
    """See the depth as the axis after the batch: (N, ..., D) becomes (N, D, ...), without a copy."""
    return x.transpose(0, -1, *range(1, x.ndim - 1))


def spanned(x: Array, lanes: Sequence[Lane], fill: float = 0) -> Array:
    """Give x, (N, D, *W), depth last and padded to what its windows read: (N, *span, D), as it is where it lies so."""
    if last(x).flags.c_contiguous and all(lane.before == 0 and lane.span == lane.W for lane in lanes):
        return last(x)
    out = np.full((len(x), *(lane.span for lane in lanes), x.shape[1]), fill, x.dtype)
    out[(slice(None), *(lane.inside for lane in lanes))] = last(x)[(slice(None), *(lane.read for lane in lanes))]
    return out


def unspanned(dspan: Array, lanes: Sequence[Lane]) -> Array:
    """Take the padding off a gradient, (N, *span, D); pixels that were not read get 0: (N, D, *W)."""
    inside = dspan[(slice(None), *(lane.inside for lane in lanes))]
    if all(lane.read.stop == lane.W for lane in lanes):
        return first(inside)
    out = np.zeros((len(dspan), *(lane.W for lane in lanes), dspan.shape[-1]), dspan.dtype)
    out[(slice(None), *(lane.read for lane in lanes))] = inside
    return first(out)


def views(spanned_x: Array, lanes: Sequence[Lane]) -> Array:
    """See (N, *span, D) as all its windows, without a copy: (N, *count, *F, D)."""
    n = len(lanes)
    seen = sliding_window_view(spanned_x, tuple(lane.reach for lane in lanes), tuple(range(1, n + 1)))
    strided = (slice(None, None, lane.S) for lane in lanes)
    dilated = (slice(None, None, lane.d) for lane in lanes)
    return np.moveaxis(seen[(slice(None), *strided, slice(None), *dilated)], n + 1, -1)


def seen(lanes: Sequence[Lane]) -> int:
    """Count the values of one slice under a window."""
    return prod(lane.F for lane in lanes)
