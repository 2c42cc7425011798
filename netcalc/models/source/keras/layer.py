"""Numbers and layers as Keras has them: axes with the depth last, one layer called on what it reads."""

from collections.abc import Sequence

from netcalc.models.source.piece import Arg, Constant, Make, Piece, Unfit
from netcalc.models.source.written import Written
from netcalc.volume import Volume

CALL = "{module}({0})"


def nd(layer: Written, name: str) -> str:
    """Name Keras' layer for so many axes: Conv2D."""
    if not 1 <= layer.axes <= 3:
        message = f"Keras' {name} works along one to three axes, not {layer.axes}"
        raise Unfit(message)
    return f"layers.{name}{layer.axes}D"


def shape(volume: Volume) -> tuple[int, ...]:
    """Give the shape of an example: rows before columns, the depth last."""
    return (*reversed(volume.spatial), volume.depth)


def sides(pairs: Sequence[tuple[int, int]]) -> Constant:
    """Give pads as ZeroPadding and Cropping take them: of one axis a pair, else one a pair of an axis."""
    rows = tuple(reversed(pairs))
    alike = len({*rows}) == 1 and rows[0][0] == rows[0][1]
    return rows[0][0] if alike else rows[0] if len(rows) == 1 else rows


def axis(number: int, volume: Volume) -> int:
    """Give Keras' number of an axis of a volume: the depth is the last."""
    axes = len(volume.spatial)
    return axes + 1 if number == axes else axes - number


def layer_of(callee: str, *args: Arg, given: str = "{0}", needs: tuple[str, ...] = ()) -> Piece:
    """Write one layer, called on what it reads."""
    return Piece(f"{{module}}({given})", (Make(callee, args),), needs)


def padded(layer: Written, pairs: Sequence[tuple[int, int]], given: str = "{0}") -> str:
    """Write zeros around what is read, where there are any."""
    return f"{nd(layer, 'ZeroPadding')}({sides(pairs)!r})({given})" if any(map(any, pairs)) else given
