"""What is added to the scores of attention: biases of offsets, and -inf where a query may not look."""

from typing import Any, Final, TypeAlias

import numpy as np

from netcalc.reference.kinds.attention.plan import Plan
from netcalc.reference.kinds.attention.tiles import offsets
from netcalc.reference.tape.gate import Array

NEVER: Final = -np.inf
Block: TypeAlias = tuple[slice, slice]  # of examples and tiles, and of a group's rows


class Masks:
    """What a layer adds to its scores, a block at a time; `dtable` gathers the gradient of its table of biases."""

    def __init__(self, plan: Plan, table: Array | None) -> None:
        """Add by this plan, and this table of biases."""
        self.plan, self.table = plan, table
        self.regions = plan.tiles.regions
        self.dtable = None if table is None else np.zeros_like(table)

    def of(self, block: Block) -> Any:
        """Give what is added to a block of scores, stretched over (b, kv_heads, r, keys)."""
        at = self._asking(block[1])
        added: Any = 0.0
        if self.table is not None:
            added = added + self.table[self._rows_of(block[1])]  # (kv_heads, r, keys)
        if self.plan.causal:
            added = added + np.where(np.arange(self.plan.keys) > at[:, None], NEVER, 0.0)  # (r, keys)
        if self.regions is not None:
            region = self.regions[np.arange(block[0].start, block[0].stop) % len(self.regions)]  # (b, positions)
            apart = region[:, at, None] != region[:, None, :]
            added = added + np.where(apart, NEVER, 0.0)[:, None]  # (b, 1, r, keys)
        return added

    def back(self, block: Block, dscores: Array) -> None:
        """Take in the gradient of a block of scores."""
        if self.dtable is not None:
            np.add.at(self.dtable, self._rows_of(block[1]), dscores.sum(axis=0))

    def _asking(self, rows: slice) -> Array:
        """Say at which position each row asks: the heads of a group lie one under the other."""
        return np.arange(rows.start, rows.stop) % self.plan.tiles.positions

    def _rows_of(self, rows: slice) -> tuple[Array, Array]:
        """Say which row and column of the table belong to a block: (r, keys), and the head, (kv_heads, r, 1)."""
        below = np.arange(rows.start, rows.stop) // self.plan.tiles.positions  # the head, within its group
        heads = np.arange(self.plan.kv_heads)[:, None] * self.plan.group + below
        return offsets(self.plan.tiles.tile, self._asking(rows)), heads[..., None]
