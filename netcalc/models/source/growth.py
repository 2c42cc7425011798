"""What grows by as much from pass to pass: found as a run, and its passes given one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from netcalc.models.source.piece import Arg
from netcalc.models.source.runs import LEAST, LONGEST, Mark, Run, passes, repeated
from netcalc.models.source.tree import GROWTH, TIMES, Item, Leaf, Loop, args, leaves

LEAST_GROWING: Final = 3  # two are a progression always
MODULES: Final = 8  # fewer are written out


def growing(items: Sequence[Item], marks: Sequence[Mark], place: int, kept: frozenset[int]) -> Run:
    """Find the passes that begin here and go on longest, each as the one before or grown by as much."""
    found = repeated(items, marks, place, kept)
    for length in range(1, min(LONGEST, (len(items) - place) // LEAST_GROWING) + 1):
        steps = _steps(marks[place : place + length], marks[place + length : place + 2 * length])
        if not any(map(any, steps)):
            continue
        run = _run(items, marks, range(place, place + length), kept, steps)
        modules = sum(bool(args(leaf)) for leaf in leaves(items[place : place + length]))
        longer = found.times < LEAST or length * run.times > found.length * found.times
        if run.times >= LEAST_GROWING and modules * run.times >= MODULES and longer:
            found = run
    return found


def _run(
    items: Sequence[Item], marks: Sequence[Mark], first: range, kept: frozenset[int], steps: Sequence[tuple[int, ...]]
) -> Run:
    """Count the passes that grow by these steps; the last is left to those behind that are as it is."""

    def same(mark: Mark, before: Mark, place: int) -> bool:
        return _step(before, mark) == steps[place]

    times = passes(items, marks, first, kept, same)
    alike = repeated(items, marks, first.start + len(first) * (times - 1), kept)
    beyond = alike.times >= LEAST and alike.length * alike.times > len(first)
    return Run(len(first), times - beyond, tuple(chain(*steps)))


def _steps(first: Sequence[Mark], second: Sequence[Mark]) -> list[tuple[int, ...]]:
    """Give by how much each item grows; nothing where one does otherwise."""
    found = []
    for one, other in zip(first, second, strict=True):
        step = _step(one, other)
        if step is None:
            return []
        found.append(step)
    return found


def _step(mark: Mark, behind: Mark) -> tuple[int, ...] | None:
    """Give by how much each argument grows; None where the items differ in more."""
    if (mark.like, mark.back) != (behind.like, behind.back):
        return None
    found = []
    for one, other in zip(mark.args, behind.args, strict=True):
        if one == other and type(one.value) is type(other.value):
            found.append(0)
        elif type(one.value) is int and type(other.value) is int and one.value != other.value and _may_grow(one):
            found.append(other.value - one.value)
        else:
            return None
    return tuple(found)


def _may_grow(arg: Arg) -> bool:
    """Whether an argument is a layer's: those of a loop stay."""
    return arg.name not in (TIMES, GROWTH)


def each_pass(loop: Loop) -> Iterator[tuple[Item, ...]]:
    """Give the passes of a loop that are unlike: the first alone where nothing grows."""
    yield loop.items
    if any(loop.steps):
        for number in range(1, loop.times):
            steps = iter([step * number for step in loop.steps])
            yield tuple(_grown(each, steps) for each in loop.items)


def _grown(item: Item, steps: Iterator[int]) -> Item:
    """Give an item, each argument greater by the next of the steps."""
    if not isinstance(item, Leaf):
        for _ in item.own if isinstance(item, Loop) else ():
            next(steps)
        return replace(item, items=tuple(_grown(each, steps) for each in item.items))
    makes = [make._replace(args=tuple(_greater(arg, next(steps)) for arg in make.args)) for make in item.piece.makes]
    return replace(item, piece=item.piece._replace(makes=tuple(makes)))


def _greater(arg: Arg, step: int) -> Arg:
    return arg._replace(value=arg.value + step) if isinstance(arg.value, int) and step else arg
