"""What has to be said of where a step reads: nothing, where it reads what comes before it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from netcalc.models.source.spec.steps import Step, VolumeOf, steps
from netcalc.models.source.tree import Item, Leaf, Use

JOINED: Final = ("add", "subtract", "multiply", "concat", "matmul")  # say what they read, one layer too


class Asked(NamedTuple):
    """What a block in use asks for, of all that it reads: whether the first comes in before it; which are arguments."""

    comes_in: bool
    named: tuple[int, ...]


class Needs:
    """What steps ask for by name; `measures` says how many of what a layer reads it reads for their extents alone."""

    def __init__(self, measures: Callable[[int], int], volume: VolumeOf) -> None:
        """Know nothing of any block yet."""
        self.measures, self.volume = measures, volume
        self.known: dict[tuple[Item, ...], Asked] = {}

    def sources(self, step: Step, before: int | None) -> tuple[int, ...]:
        """Give what stands in a step's `from`, where `before` is what it would read by itself."""
        item = step.item
        if step.given is None and isinstance(item, Use):
            return item.reads[:1] if self.asked(item).comes_in and item.reads[0] != before else ()
        if step.given is not None or not isinstance(item, Leaf):
            return step.reads if step.reads != (before,) else ()
        read = item.reads[: len(item.reads) - self.measures(item.node)]
        return read if read != (before,) or step.kind in JOINED else ()

    def others(self, step: Step) -> tuple[int, ...]:
        """Give what a step names besides: the arguments of a block, the layer that is measured."""
        if step.given is None and isinstance(step.item, Use):
            return tuple(step.item.reads[place] for place in self.asked(step.item).named)
        if step.given is None and isinstance(step.item, Leaf):
            return step.item.reads[len(step.item.reads) - self.measures(step.item.node) :]
        return ()

    def asked(self, use: Use) -> Asked:
        """Say what a block in use asks for."""
        if use.items not in self.known:
            inside = steps(use.items, use.reads[0], self.volume)
            named = {value for value in self.named(inside, use.reads[0]) if value in use.reads}
            places = tuple(place for place, value in enumerate(use.reads) if value in named)
            self.known[use.items] = Asked(self._comes_in(inside[0], use.reads[0]), places)
        return self.known[use.items]

    def _comes_in(self, step: Step, given: int) -> bool:
        """Whether a first step reads what comes in, without a name."""
        return given in step.reads and given not in self.sources(step, given)

    def named(self, made: Sequence[Step], before: int | None) -> Iterator[int]:
        """Give every value that is named in a list, in the lists below it too."""
        for step in made:
            yield from self.sources(step, before)
            yield from self.others(step)
            source = step.reads[0] if step.lists else None
            for every in step.lists:
                yield from self.named(every, source)
            before = step.makes

    def passed(self, made: Sequence[Step]) -> Iterator[int]:
        """Give every value that blocks in use are given by name."""
        for step in made:
            if step.given is None and isinstance(step.item, Use):
                yield from self.others(step)
            for every in step.lists:
                yield from self.passed(every)

    def passes(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """Give the items of a pass that can be repeated: it names nothing but what stands in it; else nothing."""
        made = {item.makes for item in items}
        (given,) = {read for item in items for read in item.reads if read not in made}
        return items if made.issuperset(self.named(steps(items, given, self.volume), given)) else ()
