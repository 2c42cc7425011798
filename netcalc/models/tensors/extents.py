"""Sizes along a tensor's axes, rows first, in the order of a volume's axes."""

from collections.abc import Sequence
from typing import Any, Final

SIDES: Final = (("left", "right"), ("top", "bottom"), ("front", "back"))


def spread(every: Sequence[int]) -> int | list[int]:
    """Give sizes in a volume's order, one number where all are the same.

    >>> spread([3, 5]), spread([2, 2])
    ([5, 3], 2)
    """
    return every[0] if len(set(every)) == 1 else list(reversed(every))


def stretched(*shapes: Sequence[int]) -> tuple[int, ...]:
    """Give the shape that shapes are stretched to, their last axes alike.

    >>> stretched((4, 1, 3), (5, 1), ())
    (4, 5, 3)
    """
    longest = max(map(len, shapes))
    return tuple(map(max, zip(*((1,) * (longest - len(each)) + tuple(each) for each in shapes), strict=True)))


def padding(pads: Sequence[int]) -> dict[str, Any]:
    """Give the field `pad` of begins and ends; nothing where nothing is padded.

    >>> padding([1, 1, 1, 1]), padding([0, 0, 0, 1])
    ({'pad': 1}, {'pad': {'left': 0, 'right': 1, 'top': 0, 'bottom': 0}})
    """
    axes = len(pads) // 2
    begins, ends = list(pads[:axes]), list(pads[axes:])
    if not any(pads):
        return {}
    if begins == ends:
        return {"pad": spread(begins)}
    return {"pad": sides(begins, ends)}


def sides(begins: Sequence[int], ends: Sequence[int]) -> dict[str, int]:
    """Name what is put on each side."""
    pairs = zip(SIDES, reversed(begins), reversed(ends), strict=False)
    return {name: size for names, begin, end in pairs for name, size in zip(names, (begin, end), strict=True)}


def windowed(given: Any, axes: int) -> dict[str, Any]:
    """Give the fields of a window: stride, padding, dilation."""
    fields: dict[str, Any] = {}
    stride, dilation = each(given.get("stride"), axes), each(given.get("dilation"), axes)
    fields |= {"stride": spread(stride)} if set(stride) != {1} else {}
    fields |= {"dilation": spread(dilation)} if set(dilation) != {1} else {}
    if given.get("auto"):
        return fields | ({} if given["auto"] == "valid" else {"pad": given["auto"]})
    pads = given.get("pads")
    return fields | padding(each(pads, 2 * axes, 0))


def each(given: Any, axes: int, default: int = 1) -> list[int]:
    """Give a size along every axis, however it is written."""
    if given is None or given == []:
        return [default] * axes
    every = [given] if isinstance(given, int) else list(given)
    if len(every) == axes:
        return every
    return every * axes if len(every) == 1 else every * (axes // len(every))
