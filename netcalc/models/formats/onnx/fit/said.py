"""What is said of axes and shapes that do not fit."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from netcalc.models.formats.onnx.given.words import Env
from netcalc.models.tensors.program import Op, Shape

Shapes: TypeAlias = Sequence[Shape | None]
Holds: TypeAlias = Callable[[Op, Env, Shapes], str]


def outside(axis: int, least: int, most: int, rank: int, name: str = "axis") -> str:
    """Say that an axis is none of what is read; nothing where it is one."""
    if least <= axis <= most:
        return ""
    return f"`{name}` is {axis}, but what it reads has {counted(rank)}"


def counted(rank: int) -> str:
    """Count axes in words."""
    return f"{rank} ax{'es' if rank != 1 else 'is'}"


def shown(found: Any) -> str:
    """Show a list or shape as short as the message may be.

    >>> shown((1, 3, 8, 8))
    '[1, 3, 8, 8]'
    """
    return str(list(found) if found is not None else found)[:80]
