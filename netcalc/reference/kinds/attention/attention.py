"""The gate of attention: four projections, and a mean of the values for every query of every head."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from netcalc.reference.kinds.attention.masks import Masks
from netcalc.reference.kinds.attention.plan import Plan, planned
from netcalc.reference.kinds.attention.shares import attend, attended
from netcalc.reference.tape.gate import Array, Gradients
from netcalc.reference.tape.setting import Setting, Shapes
from netcalc.reference.tape.weighing import Weighing


class Attention(Weighing):
    """What each position asks of all others: (N, D, *W), from the same, or from the second volume it reads."""

    def __init__(self, plan: Plan, depths: Sequence[int], *, biased: bool, relative: bool) -> None:
        """Attend by this plan to volumes of these depths; with biases, and a table of offsets, or without."""
        super().__init__()
        self.plan, self.depths, self.biased, self.relative = plan, tuple(depths), biased, relative

    @classmethod
    def at(cls, setting: Setting) -> "Attention":
        """Lay the layer out."""
        depths = [volume.depth for volume in setting.given]
        return cls(planned(setting), depths, biased=setting.of("bias"), relative=setting.of("relative_bias"))

    @property
    def packed(self) -> bool:
        """Whether the projections of queries, keys and values are one array."""
        return len(set(self.depths)) == 1

    def shapes(self, setting: Setting) -> Shapes:
        """Need the projections, packed or three, their biases, and a row of biases an offset."""
        rows, D = self.plan.rows, self.depths[0]
        read = (D, self.depths[-1], self.depths[-1])
        weights = ((sum(rows), D),) if self.packed else tuple(zip(rows, read, strict=True))
        in_bias, out_bias = (((sum(rows),),), ((D,),)) if self.biased else ((), ())
        offsets = int(np.prod([2 * w - 1 for w in self.plan.tiles.tile]))
        table = ((offsets, self.plan.heads),) if self.relative else ()
        return *weights, *in_bias, (D, rows[0]), *out_bias, *table

    def _arrays(self, learned: Sequence[Array]) -> tuple[list[Array], list[Array | float], Array, Any, Any]:
        """Tell the arrays apart: weights and biases of queries, keys, values; of what leaves; the table."""
        ends, left = np.cumsum(self.plan.rows)[:-1], list(learned)
        weights = np.split(left.pop(0), ends) if self.packed else [left.pop(0) for _ in range(3)]
        biases: list[Array | float] = list(np.split(left.pop(0), ends)) if self.biased else [0.0, 0.0, 0.0]
        return weights, biases, left.pop(0), left.pop(0) if self.biased else 0.0, left.pop() if self.relative else None

    def _tokens(self, reads: Sequence[Array]) -> tuple[Array, Array]:
        """Lay the positions that ask, and those that are asked, in rows: (B, T, D), (B, S, D)."""
        asking = self.plan.tiles.cut(reads[0])
        return asking, asking if len(reads) < 2 else reads[1].reshape(*reads[1].shape[:2], -1).swapaxes(1, 2)

    def _projected(self, x: Array, w: Array, b: "Array | float") -> Array:
        made = self.products.matmul(x.reshape(-1, x.shape[2]), w.T) + b  # (B·T, D) by (D, rows)
        return made.astype(x.dtype, copy=False).reshape(*x.shape[:2], -1)

    def _headed(self, x: Array) -> Array:
        """Part the heads, those of a group one under the other: (B, T, rows) to (B, kv_heads, g·T, size)."""
        kv, size = self.plan.kv_heads, self.plan.size
        parted = x.reshape(*x.shape[:2], kv, -1, size).transpose(0, 2, 3, 1, 4)  # (B, kv_heads, g, T, size)
        return parted.reshape(len(x), kv, -1, size)

    def _beheaded(self, x: Array, positions: int) -> Array:
        """Lay the heads side by side again: (B, T, rows)."""
        parted = x.reshape(*x.shape[:2], -1, positions, x.shape[3])
        return parted.transpose(0, 3, 1, 2, 4).reshape(len(x), positions, -1)

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Project, share out, take means, project; queries, keys, values and means are kept."""
        reads, learned = inputs[: len(self.depths)], inputs[len(self.depths) :]
        weights, biases, w, b, table = self._arrays(learned)
        asking, asked = self._tokens(reads)
        sources = (asking, asked, asked)
        q, k, v = (self._headed(self._projected(*each)) for each in zip(sources, weights, biases, strict=True))
        mean = self._beheaded(attend(q, k, v, Masks(self.plan, table), self.products), asking.shape[1])
        return self.plan.tiles.put_back(self._projected(mean, w, b)), (reads, learned, (q, k, v), mean)

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Go back through the last projection, the means, the shares, and the first projections."""
        reads, learned, qkv, mean = cache
        weights, _, w, _, table = self._arrays(learned)
        dy, tokens, masks = self.plan.tiles.cut(dout), self._tokens(reads), Masks(self.plan, table)
        q, k, v = qkv
        dheads = attended(self._headed(dy @ w), q, k, v, masks)
        asking, asked = (each.shape[1] for each in tokens)
        drows = [self._beheaded(each, T) for each, T in zip(dheads, (asking, asked, asked), strict=True)]
        dweights = [_outer(each, x) for each, x in zip(drows, (tokens[0], tokens[1], tokens[1]), strict=True)]
        dbiases = [each.sum(axis=(0, 1)) for each in drows]
        dread = [each @ one for each, one in zip(drows, weights, strict=True)]
        return (
            *self._read_back(reads, dread),
            *([np.concatenate(dweights)] if self.packed else dweights),
            *([np.concatenate(dbiases)] if self.biased else []),
            _outer(dy, mean),
            *([dy.sum(axis=(0, 1))] if self.biased else []),
            *([masks.dtable] if self.relative else []),
        )

    def _read_back(self, reads: Sequence[Array], dread: Sequence[Array]) -> list[Array]:
        """Give the gradients of what was read, in its own shape."""
        if len(reads) < 2:
            return [self.plan.tiles.put_back(dread[0] + dread[1] + dread[2])]
        return [self.plan.tiles.put_back(dread[0]), (dread[1] + dread[2]).swapaxes(1, 2).reshape(reads[1].shape)]


def _outer(drows: Array, x: Array) -> Array:
    """Give the gradient of weights: (B, T, rows) and (B, T, D) to (rows, D)."""
    return drows.reshape(-1, drows.shape[2]).T @ x.reshape(-1, x.shape[2])
