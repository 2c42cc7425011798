"""Windows that were cut out of a map, value by value of a window, and put side by side: their sizes and strides."""

from collections.abc import Mapping, Sequence
from math import prod
from typing import NamedTuple

from netcalc.models.tensors.program import Fixed, Op, Program, Shape

MAP: Sequence[int] = (2, 3, 4)  # the axes of a map's rows and columns


class Shifted(NamedTuple):
    """What is cut, how large a window is and how far it moves, rows first; the operators that do it."""

    reads: str
    sizes: Shape
    strides: Shape
    ops: tuple[Op, ...]


def shifted(program: Program, makers: Mapping[str, Op], joined: Op, axes: int) -> Shifted | None:
    """Take a concatenation for windows; None where it is none."""
    cuts = [makers[name] for name in joined.reads if name in makers and makers[name].word == "slice"]
    if not cuts or len(cuts) != len(joined.reads) or len({op.reads[0] for op in cuts}) > 1:
        return None
    parts = [_parts(program, op) for op in cuts]
    along = [[part.get(axis) for part in parts] for axis in MAP[:axes]]
    every = [[part for part in each if part is not None] for each in along]
    if any(len(each) < len(cuts) for each in every):
        return None
    sizes = tuple(len({start for start, _ in each}) for each in every)
    strides = tuple(each[0][1] for each in every)
    whole = all({start for start, _ in each} == set(range(size)) for each, size in zip(every, sizes, strict=True))
    if not whole or prod(sizes) != len(cuts):
        return None
    return Shifted(cuts[0].reads[0], sizes, strides, (joined, *cuts))


def _parts(program: Program, op: Op) -> dict[int, tuple[int, int]]:
    """Give where a cut begins and how far it steps, by its axes."""
    found = [program.fixed.get(name) for name in op.reads[1:5]]
    listed = [each.numbers for each in found if isinstance(each, Fixed) and each.numbers is not None]
    if len(listed) < 4:
        return {}
    starts, _, axes, steps = listed
    return {int(axis): (int(start), int(step)) for axis, start, step in zip(axes, starts, steps, strict=False)}
