"""What comes again and again, found: a run of equal items, each pass reading what the pass before made."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, TypeAlias

from netcalc.models.source.tree import Item, Leaf, Loop, Use, args, shapes

LONGEST: Final = 40  # items of a pass
LEAST: Final = 2
FAR: Final = 10**9  # back to what stands outside
BLOCK: Final = "block"  # what a pass of several modules is called
Pass: TypeAlias = Callable[[tuple[Item, ...]], tuple[Item, ...]]
Called: TypeAlias = Callable[[Item], str | None]


def looped(items: Sequence[Item], kept: frozenset[int], one: Pass, called: Called = lambda _: None) -> tuple[Item, ...]:
    """Put what repeats into loops, inside blocks too; `kept` are what is read from outside of these.

    `one` makes of what comes again what a pass holds; nothing, where that can be no pass. What has a name to keep, as
    `called` gives it, is alike only where the name is.
    """
    inside = [_inside(each, one, called) for each in items]
    marks, made, place = _marks(inside, called), list[Item](), 0
    while place < len(inside):
        length, times = _best(inside, marks, place, kept)
        if not args(inside[place]) and times >= LEAST and _best(inside, marks, place + 1, kept) == (length, times):
            times = 1  # it begins with what has arguments
        first = one(tuple(inside[place : place + length])) if times >= LEAST else ()
        if first:
            last = inside[place + length * times - 1]
            made.append(Loop(times, _called(first), first, _outside(first), last.makes))
            place += length * times
        else:
            made.append(inside[place])
            place += 1
    return tuple(made)


def _inside(each: Item, one: Pass, called: Called) -> Item:
    if not isinstance(each, Use):
        return each
    return replace(each, items=looped(each.items, frozenset({each.makes}), one, called))


def single(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Make a block of a pass in which several items have modules, so that one stands in the loop."""
    if sum(bool(args(each)) for each in items) < LEAST:
        return items
    return (Use(BLOCK, BLOCK, items, _outside(items)),)


def _called(items: Sequence[Item]) -> str:
    """Name a loop by what is in it, in the plural."""
    named = next(each for each in items if args(each))
    word = named.kind if isinstance(named, Use) else named.name.rstrip("0123456789_")
    number = named.name.removeprefix(word.replace("-", "_")).strip("_") if named.name != word else ""
    return "_".join(filter(None, (f"{word.replace('-', '_')}s", number)))


class Mark(NamedTuple):
    """What an item has in common with one that is alike: all but its place; how far back it reads."""

    alike: int
    back: tuple[int, ...]


def _marks(items: Sequence[Item], called: Called) -> list[Mark]:
    numbers: dict[object, int] = {}
    at = dict.fromkeys(_outside(items)[:1], -1) | {each.makes: place for place, each in enumerate(items)}
    found, lenders = [], {each.shares for each in items if isinstance(each, Use) and each.shares}
    for place, each in enumerate(items):
        what = (shapes([each], each.reads), args(each), each.makes if _shares(each, lenders) else None, called(each))
        back = tuple(place - at[read] if read in at else FAR + abs(read) for read in each.reads)
        found.append(Mark(numbers.setdefault(what, len(numbers)), back))
    return found


def _shares(each: Item, lenders: set[str]) -> bool:
    """Whether an item uses another's arrays, or lends its own: it stands in no loop."""
    if isinstance(each, Leaf):
        return each.piece.owner is not None or each.piece.lends is not None
    return isinstance(each, Use) and (each.shares is not None or each.group in lenders)


def _best(items: Sequence[Item], marks: Sequence[Mark], place: int, kept: frozenset[int]) -> tuple[int, int]:
    """Find the pass that begins here and goes on longest: its length, and how often it comes."""
    found = (1, 1)
    for length in range(1, min(LONGEST, (len(items) - place) // LEAST) + 1):
        if marks[place].alike != marks[place + length].alike:
            continue
        times = _times(items, marks, place, length, kept)
        if times >= LEAST and (found[1] < LEAST or length * times > found[0] * found[1]):
            found = (length, times)
    return found


def _times(items: Sequence[Item], marks: Sequence[Mark], place: int, length: int, kept: frozenset[int]) -> int:
    """Count the passes of a length that begin here: each reads itself and what came just before it."""
    first = range(place, place + length)
    if any(back > at - place + 1 for at in first for back in marks[at].back) or not any(
        args(items[at]) for at in first
    ):
        return 1
    if len(_outside(items[place : place + length])) != 1:
        return 1
    end = place + length
    while end < len(items) and marks[end] == marks[end - length]:
        end += 1
    count = (end - place) // length
    while count >= LEAST and not _closed(items, place, length * count, kept):
        count -= 1
    return count


def _closed(items: Sequence[Item], place: int, length: int, kept: frozenset[int]) -> bool:
    """Whether only the last of all these is read behind them."""
    inner = {each.makes for each in items[place : place + length - 1]}
    behind = {read for each in items[place + length :] for read in each.reads}
    return inner.isdisjoint(behind | kept)


def _outside(items: Sequence[Item]) -> tuple[int, ...]:
    made = {each.makes for each in items}
    return tuple(dict.fromkeys(read for each in items for read in each.reads if read not in made))
