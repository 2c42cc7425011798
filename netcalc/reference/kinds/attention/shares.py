"""What every query takes of every key: softmax(Q·K / √size)·V, a block of rows at a time, and its gradients.

The shares of one block exist at a time, and are made anew going back: what is kept are queries, keys and values.
"""

from collections.abc import Iterator
from math import sqrt
from typing import Any, Final

import numpy as np

from netcalc.reference.kinds.attention.masks import Block, Masks
from netcalc.reference.tape.gate import Array
from netcalc.reference.tape.weighing import Products

BLOCK: Final = 1 << 19  # scores at once


def blocks(q: Array, k: Array) -> Iterator[Block]:
    """Cut (B, G, R, size) into blocks of few scores: several of B, or, where one is too much, some of its rows."""
    B, G, R, _ = q.shape
    each = G * k.shape[2]
    rows, several = max(1, min(R, BLOCK // each)), max(1, BLOCK // (each * R))
    for b in range(0, B, several):
        for r in range(0, R, rows):
            yield slice(b, min(B, b + several)), slice(r, min(R, r + rows))


def shares(q: Array, k: Array, added: Any, products: Products) -> Array:
    """Share each query out over the keys: rows that add up to 1, (b, G, r, S)."""
    scores = products.matmul(q, k.swapaxes(2, 3))  # (b, G, r, size) by (b, G, size, S)
    scores *= 1 / sqrt(q.shape[3])
    scores += added
    scores -= scores.max(axis=3, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=3, keepdims=True)
    return scores


def attend(q: Array, k: Array, v: Array, masks: Masks, products: Products) -> Array:
    """Give every query, (B, G, R, size), its mean of the values, (B, G, S, size)."""
    out = np.empty_like(q)
    for b, r in blocks(q, k):
        share = shares(q[b, :, r], k[b], masks.of((b, r)), products)
        out[b, :, r] = products.matmul(share, v[b])  # (b, G, r, S) by (b, G, S, size)
    return out


def attended(dout: Array, q: Array, k: Array, v: Array, masks: Masks) -> tuple[Array, Array, Array]:
    """Give the gradients of queries, keys and values; the shares are made anew."""
    dq, dk, dv, uncounted = np.empty_like(q), np.zeros_like(k), np.zeros_like(v), Products()
    for b, r in blocks(q, k):
        share, dmean = shares(q[b, :, r], k[b], masks.of((b, r)), uncounted), dout[b, :, r]
        dv[b] += share.swapaxes(2, 3) @ dmean  # (b, G, S, r) by (b, G, r, size)
        dshare = dmean @ v[b].swapaxes(2, 3)  # (b, G, r, size) by (b, G, size, S)
        dscores = share * (dshare - (dshare * share).sum(axis=3, keepdims=True))
        masks.back((b, r), dscores)
        dscores *= 1 / sqrt(q.shape[3])
        dq[b, :, r] = dscores @ k[b]
        dk[b] += dscores.swapaxes(2, 3) @ q[b, :, r]
    return dq, dk, dv
