"""What comes again and again, found: a run of equal items, each pass reading what the pass before made."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, TypeAlias

from netcalc.models.source.naming import free
from netcalc.models.source.runs import LEAST, Called, Mark, Run, marked, nameless, outside, repeated
from netcalc.models.source.tree import Item, Loop, Use, args

BLOCK: Final = "block"  # what a pass of several modules is called
Pass: TypeAlias = Callable[[tuple[Item, ...]], tuple[Item, ...]]
Search: TypeAlias = Callable[[Sequence[Item], Sequence[Mark], int, frozenset[int]], Run]


class Looping(NamedTuple):
    """How loops are made.

    `one` makes of what comes again what a pass holds; nothing, where that can be no pass. `best` finds the passes that
    begin at a place. What has a name to keep, as `called` gives it, is alike only where the name is. No loop has a name
    that is reserved.
    """

    one: Pass
    best: Search = repeated
    called: Called = nameless
    reserved: frozenset[str] = frozenset()


def looped(items: Sequence[Item], kept: frozenset[int], how: Looping) -> tuple[Item, ...]:
    """Put what repeats into loops, inside blocks too; `kept` are what is read from outside of these."""
    inside = [_inside(each, how) for each in items]
    marks, made, place = marked(inside, how.called), list[Item](), 0
    while place < len(inside):
        run = length, times, steps = how.best(inside, marks, place, kept)
        if not args(inside[place]) and times >= LEAST and how.best(inside, marks, place + 1, kept)[:2] == run[:2]:
            times = 1  # it begins with what has arguments
        first = how.one(tuple(inside[place : place + length])) if times >= LEAST else ()
        if first:
            last = inside[place + length * times - 1]
            made.append(Loop(times, _called(first), first, outside(first), last.makes, steps))
            place += length * times
        else:
            made.append(inside[place])
            place += 1
    return _apart(made, how.reserved)


def _inside(each: Item, how: Looping) -> Item:
    if not isinstance(each, Use):
        return each
    return replace(each, items=looped(each.items, frozenset({each.makes}), how))


def single(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Make a block of a pass in which several items have modules, so that one stands in the loop."""
    if sum(bool(args(each)) for each in items) < LEAST:
        return items
    return (Use(BLOCK, BLOCK, items, outside(items)),)


def _called(items: Sequence[Item]) -> str:
    """Name a loop by what is in it, in the plural."""
    named = next(each for each in items if args(each))
    word = named.kind if isinstance(named, Use) else named.name.rstrip("0123456789_")
    number = named.name.removeprefix(word.replace("-", "_")).strip("_") if named.name != word else ""
    return "_".join(filter(None, (f"{word.replace('-', '_')}s", number)))


def _apart(items: Sequence[Item], reserved: frozenset[str]) -> tuple[Item, ...]:
    """Give loops names that differ from all others of their list."""
    taken = {*reserved, *(each.name for each in items if not isinstance(each, Loop))}
    found = []
    for each in items:
        name = free(each.name, taken, "_") if isinstance(each, Loop) else each.name
        taken.add(name)
        found.append(replace(each, name=name) if isinstance(each, Loop) else each)
    return tuple(found)
