"""Kinds that are one expression in a program, whichever framework it is for: a call, or values joined by a sign."""

from collections.abc import Callable

from netcalc.models.source.piece import Piece
from netcalc.models.source.written import Written


def plain(call: str) -> Callable[[Written], Piece]:
    """Write a kind that is one call."""
    return lambda _: Piece(call)


def joined(sign: str, spread: Callable[[Written, int, int], str]) -> Callable[[Written], Piece]:
    """Write a join value by value; `spread` lets one of the volumes stand at every position of so many axes."""

    def join(layer: Written) -> Piece:
        axes = max(len(volume.spatial) for volume in layer.given)
        parts = [spread(layer, place, axes) for place in range(len(layer.given))]
        return Piece(f" {sign} ".join(parts), several=len(parts) > 1)

    return join
