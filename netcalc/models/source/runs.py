"""Runs of passes: each reads itself and what came just before it, and nothing else reads within."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, TypeAlias

from netcalc.models.source.piece import Arg
from netcalc.models.source.tree import Item, Leaf, Use, args, shapes

LONGEST: Final = 40  # items of a pass
LEAST: Final = 2
FAR: Final = 10**9  # back to what stands outside
Called: TypeAlias = Callable[[Item], str | None]


class Mark(NamedTuple):
    """What an item has in common with one that is alike: all but its place; how far back it reads.

    `like` is the same for those that differ in the values of arguments alone.
    """

    alike: int
    like: int
    back: tuple[int, ...]
    args: tuple[Arg, ...]


class Run(NamedTuple):
    """Passes that come one after the other: the items of one, how often it comes, how its arguments grow."""

    length: int = 1
    times: int = 1
    steps: tuple[int, ...] = ()


Same: TypeAlias = Callable[[Mark, Mark, int], bool]  # with the place in the pass


def nameless(_: Item) -> None:
    """Give no name: none is kept."""


def marked(items: Sequence[Item], called: Called) -> list[Mark]:
    """Mark items by what they have in common; what has a name to keep is alike only where the name is."""
    numbers: dict[object, int] = {}
    at = dict.fromkeys(outside(items)[:1], -1) | {each.makes: place for place, each in enumerate(items)}
    found, lenders = [], {each.shares for each in items if isinstance(each, Use) and each.shares}
    for place, each in enumerate(items):
        like = (shapes([each], each.reads), each.makes if _shares(each, lenders) else None, called(each))
        back = tuple(place - at[read] if read in at else FAR + abs(read) for read in each.reads)
        alike = numbers.setdefault((like, args(each)), len(numbers))
        found.append(Mark(alike, numbers.setdefault(like, len(numbers)), back, args(each)))
    return found


def _shares(each: Item, lenders: set[str]) -> bool:
    """Whether an item uses another's arrays, or lends its own: it stands in no loop."""
    if isinstance(each, Leaf):
        return each.piece.owner is not None or each.piece.lends is not None
    return isinstance(each, Use) and (each.shares is not None or each.group in lenders)


def repeated(items: Sequence[Item], marks: Sequence[Mark], place: int, kept: frozenset[int]) -> Run:
    """Find the pass that begins here and goes on longest, each as the one before."""
    found = Run()
    for length in range(1, min(LONGEST, (len(items) - place) // LEAST) + 1):
        if marks[place].alike != marks[place + length].alike:
            continue
        times = passes(items, marks, range(place, place + length), kept, lambda mark, before, _: mark == before)
        if times >= LEAST and (found.times < LEAST or length * times > found.length * found.times):
            found = Run(length, times)
    return found


def passes(items: Sequence[Item], marks: Sequence[Mark], first: range, kept: frozenset[int], same: Same) -> int:
    """Count the passes of which this is the first, as long as each goes on from the one before as `same` says."""
    if any(back > at - first.start + 1 for at in first for back in marks[at].back) or not any(
        args(items[at]) for at in first
    ):
        return 1
    length, end = len(first), first.stop
    if len(outside(items[first.start : end])) != 1:
        return 1
    while end < len(items) and same(marks[end], marks[end - length], (end - first.start) % length):
        end += 1
    count = (end - first.start) // length
    while count >= LEAST and not _closed(items, first.start, length * count, kept):
        count -= 1
    return count


def _closed(items: Sequence[Item], place: int, length: int, kept: frozenset[int]) -> bool:
    """Whether only the last of all these is read behind them."""
    inner = {each.makes for each in items[place : place + length - 1]}
    behind = {read for each in items[place + length :] for read in each.reads}
    return inner.isdisjoint(behind | kept)


def outside(items: Sequence[Item]) -> tuple[int, ...]:
    """Give what items read of what is not among them, each once."""
    made = {each.makes for each in items}
    return tuple(dict.fromkeys(read for each in items for read in each.reads if read not in made))
