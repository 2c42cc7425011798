"""Numbers and modules as PyTorch has them: axes in its order, one module called on what it reads."""

from collections.abc import Sequence

from netcalc.models.source.piece import Arg, Make, Piece, Unfit
from netcalc.models.source.written import Written
from netcalc.volume import Volume


def nd(layer: Written, name: str) -> str:
    """Name PyTorch's module for so many axes: Conv2d."""
    if not 1 <= layer.axes <= 3:
        message = f"PyTorch's {name} works along one to three axes, not {layer.axes}"
        raise Unfit(message)
    return f"nn.{name}{layer.axes}d"


def pads(sides: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Give pads in the order of `F.pad`: the first axis of a volume is PyTorch's last, with which it begins."""
    return tuple(side for each in sides for side in each)


def dim(axis: int, volume: Volume, *, last: bool = False) -> int:
    """Give PyTorch's number of an axis of a volume: the depth is 1, or the last; the first spatial axis is behind."""
    axes = len(volume.spatial)
    if last:
        return 1 + axis
    return 1 if axis == axes else 1 + axes - axis


def along_depth(layer: Written) -> int:
    """Give the number of the axis of the depth, as it is said in a call."""
    return -1 if layer.last else 1


def module(callee: str, *args: Arg) -> Piece:
    """Write a layer that is one module, called on what it reads."""
    return Piece("self.{name}({0})", (Make(callee, args),))


def by_position(layer: Written, callee: str, *args: Arg) -> Piece:
    """Write a module that works on the last axis, at each position of a volume."""
    if layer.axes == 0 or layer.last:
        return module(callee, *args)
    return Piece("self.{name}({0}.movedim(1, -1)).movedim(-1, 1)", (Make(callee, args),))
