"""One attention that was found, and how the positions that it works on are laid out."""

from collections.abc import Sequence
from typing import NamedTuple

from netcalc.models.entry import Path
from netcalc.models.tensors.attention.tiles import Tiles
from netcalc.models.tensors.program import Held, Op


class Attention(NamedTuple):
    """One attention: the operator that it ends with, what it reads, its heads, its arrays, its module.

    `window`: how many positions along each axis ask each other, in a volume's order; None where all do. `table`: a
    learned bias for each way from one position of a tile to another. `more`: arrays that our kind does not have, and
    `macs` what is multiplied to make something of them.
    """

    last: Op
    reads: tuple[str, ...]
    heads: int
    kv_heads: int
    size: int
    weights: tuple[Held, ...]
    biases: tuple[Held, ...]
    causal: bool
    path: Path
    inside: frozenset[int]
    window: tuple[int, ...] | None = None
    tiles: Tiles | None = None
    table: Held | None = None
    more: tuple[Held, ...] = ()
    macs: int = 0


def common(paths: Sequence[Path]) -> Path:
    """Give the module that all stand in.

    >>> common([("encoder", "attn", "q"), ("encoder", "attn", "out")])
    ('encoder', 'attn')
    """
    made: list[str] = []
    for parts in zip(*paths, strict=False):
        if len(set(parts)) > 1:
            break
        made.append(parts[0])
    return tuple(made)
