"""The steps of a list of layers: residuals and parallel branches are found by what their joins read."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from netcalc.models.source.tree import Item, Leaf, Loop, Use, args
from netcalc.volume import Volume

JOINS: Final = ("add", "multiply", "concat")  # those that may end branches
LONGEST: Final = 24  # steps beside an empty branch that are still written as branches
VolumeOf = Callable[[int], Volume | None]


class Step(NamedTuple):
    """What stands in a list: a layer, a block in use, a repeat, or branches (`lists`) and the layer that joins them.

    `column` is the place of its first argument among those of the whole list.
    """

    item: Item
    column: int
    lists: "tuple[tuple[Step, ...], ...]" = ()
    given: int | None = None

    @property
    def makes(self) -> int:
        """The number of what it makes."""
        return self.item.makes

    @property
    def reads(self) -> tuple[int, ...]:
        """What it reads from outside: of branches, what all of them read."""
        return self.item.reads if self.given is None else (self.given,)

    @property
    def kind(self) -> str:
        """What it is called in a spec."""
        if self.given is not None:
            return "residual" if self.is_residual else "parallel"
        return kind_of(self.item)

    @property
    def is_residual(self) -> bool:
        """Whether it is two branches that are added, the longer first."""
        return join_of(self.item) == "add" and len(self.lists) == 2 and len(self.lists[0]) >= len(self.lists[1])


def kind_of(item: Item) -> str:
    """Give the kind of a layer, the name of a block, or `repeat`."""
    if isinstance(item, Leaf):
        return item.piece.makes[0].callee
    return item.kind if isinstance(item, Use) else "repeat"


def join_of(item: Item) -> str | None:
    """Give the kind of a join that may end branches; None for what is none."""
    plain = isinstance(item, Leaf) and kind_of(item) in JOINS and len(item.reads) > 1 and item.piece.call == "{}"
    return kind_of(item) if plain and all(arg.value == arg.default for arg in args(item)) else None


def steps(items: Sequence[Item], given: int | None, volume: VolumeOf) -> tuple[Step, ...]:
    """Make steps of the items of a list whose first reads the given value."""
    made: list[Step] = []
    column = 0
    for item in items:
        inside = (_passes(item, column, volume),) if isinstance(item, Loop) else ()
        found = _branches(item, column, made, given, volume) if join_of(item) else None
        if isinstance(item, Leaf) and kind_of(item) in JOINS and len(item.reads) == 1:  # a branch alone
            made.append(Step(item, column, ((),), item.reads[0]))
        elif found is None:
            made.append(Step(item, column, inside))
        else:
            made[found[0] :] = [found[1]]
        column += len(args(item))
    return tuple(made)


def _passes(loop: Loop, column: int, volume: VolumeOf) -> tuple[Step, ...]:
    inner = steps(loop.items, loop.reads[0], volume)
    return tuple(shifted(step, column + 1) for step in inner)


def shifted(step: Step, by: int) -> Step:
    """Give a step in a list whose arguments stand further behind."""
    lists = tuple(tuple(shifted(each, by) for each in every) for every in step.lists)
    return step._replace(column=step.column + by, lists=lists)


def _branches(
    join: Item, column: int, made: Sequence[Step], given: int | None, volume: VolumeOf
) -> tuple[int, Step] | None:
    """Find the branches that a join ends: where they begin among the steps made, and the step that they are."""
    places: Mapping[int, int] = {step.makes: place for place, step in enumerate(made)}
    volumes = {volume(read) for read in join.reads}
    if join_of(join) == "add" and len(volumes) > 1:
        return None
    for source in _sources(join, made, places):
        start = places.get(source, -1) + 1
        if (source not in places and source != given) or not _level(join, source, made[start:], volume):
            continue
        lists = _ranges(join, source, made[start:], {makes: at - start for makes, at in places.items()})
        if lists is not None:
            return start, Step(join, column, lists, source)
    return None


def _level(join: Item, source: int, made: Sequence[Step], volume: VolumeOf) -> bool:
    """Whether all steps are as wide as what they begin with, or are no branch beside nothing that is concatenated."""
    if join_of(join) != "concat" or source not in join.reads:
        return True
    return len({made_.spatial for made_ in map(volume, (source, *(step.makes for step in made))) if made_}) == 1


def _sources(join: Item, made: Sequence[Step], places: Mapping[int, int]) -> list[int]:
    """Give what the branches may all read: one of what is joined, or what the second branch begins with."""
    found = list(join.reads)
    second = places.get(join.reads[0], len(made)) + 1
    if second < len(made) and made[second].reads:
        found.append(made[second].reads[0])
    return list(dict.fromkeys(found))


def _ranges(
    join: Item, source: int, made: Sequence[Step], places: Mapping[int, int]
) -> tuple[tuple[Step, ...], ...] | None:
    """Divide steps into branches that end in what is joined, in this order; None where they do not divide so."""
    lists: list[tuple[Step, ...]] = []
    start = 0
    for read in join.reads:
        stop = start if read == source else places.get(read, -1) + 1
        if stop < start or (read != source and stop == start):
            return None
        lists.append(tuple(made[start:stop]))
        start = stop
    if join_of(join) == "add" and len(lists) == 2 and not lists[0]:
        lists.reverse()
    empty = not all(lists)
    if (
        start != len(made)
        or not any(lists)
        or (empty and len(made) > LONGEST)
        or not all(_closed(branch, source) for branch in lists)
    ):
        return None
    return tuple(lists)


def _closed(branch: Sequence[Step], source: int) -> bool:
    """Whether a branch begins with what all read, and reads itself alone behind that."""
    known = {step.makes for step in branch}
    if branch and branch[0].reads != (source,):
        return False
    return all(read in known for step in branch[1:] for read in step.reads)
