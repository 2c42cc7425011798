"""Parts of the variants, each worked out by itself, put together again: a number of each, and where it is known."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

from netcalc.search.vectors.columns.lanes import Lanes
from netcalc.search.vectors.columns.many import Many, column, many
from netcalc.search.vectors.columns.parting import Beyond, Cannot
from netcalc.search.vectors.made import NOBODY, Found, Known, Made

Part: TypeAlias = tuple[Lanes, Made]


def together(parts: Sequence[Part], shape: tuple[int, ...], wanted: Sequence[str]) -> Made:
    """Put the parts together: a number of each variant, and where it is known."""
    living = [(lanes, made.extents) for lanes, made in parts if made.extents is not None]
    if len({len(extents) for _, extents in living}) > 1 or len({made.learns for _, made in parts if made.alive}) > 1:
        raise Cannot
    axes = len(living[0][1]) if living else 0
    return Made(
        tuple(_scattered([(lanes, extents[axis]) for lanes, extents in living], shape) for axis in range(axes)) or None,
        _where([lanes for lanes, _ in living], shape),
        _where([lanes for lanes, made in parts if made.wrong], shape),
        any(made.learns for _, made in parts if made.alive),
        {word: _count([(lanes, made.counts[word]) for lanes, made in parts], shape) for word in wanted},
        _where([lanes for lanes, made in parts if made.refused], shape),
    )


def _count(parts: Sequence[tuple[Lanes, Found]], shape: tuple[int, ...]) -> Found:
    known = [(lanes, found.number) for lanes, found in parts if found.known]
    if not known:
        return NOBODY
    return Found(_scattered(known, shape), _where([lanes for lanes, _ in known], shape))


def _scattered(parts: Sequence[tuple[Lanes, Any]], shape: tuple[int, ...]) -> Any:
    """Put the numbers of parts in their lanes; 1 stands where there is none."""
    first = parts[0][1]
    if type(first) is not Many and all(type(number) is not Many and number == first for _, number in parts):
        return first
    held = np.ones(shape, np.int64)
    flat = held.reshape(-1)
    for lanes, number in parts:
        if type(number) is not Many and not -(2**63) <= number < 2**63:
            raise Beyond
        flat[lanes] = column(number)
    return many(held)


def _where(parts: Sequence[Lanes], shape: tuple[int, ...]) -> Known:
    """Say which lanes are in one of the parts: True of all, False of none."""
    many_lanes = sum(map(len, parts))
    if not many_lanes:
        return False
    if many_lanes == int(np.prod(shape)):
        return True
    held = np.zeros(shape, bool)
    held.reshape(-1)[np.concatenate(parts)] = True
    return held
