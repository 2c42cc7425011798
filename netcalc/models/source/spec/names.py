"""What layers are called in a list of a spec: as they were, left out where the kind and the number say the same."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain, count
from string import ascii_lowercase
from typing import Final, NamedTuple

from netcalc.models.source.spec.steps import Step, kind_of
from netcalc.models.source.tree import Loop

SKIP: Final = "skip"  # what a block is given, where it has no other name


def lettered(word: str, taken: Collection[str]) -> str:
    """Call a block as it was called; where there is one, with a letter."""
    several = chain((word,), (f"{word}-{letter}" for letter in ascii_lowercase[1:]), (f"{word}-{n}" for n in count(2)))
    return next(each for each in several if each not in taken)


class Counted(NamedTuple):
    """A step, the name that it has by itself, and those that it may have in the passes of a repeat."""

    step: Step
    automatic: str
    passes: range | None = None

    def taken(self, names: Collection[str]) -> bool:
        """Whether one of its names is another's already."""
        kind = _kind(self.step)
        return self.automatic in names or any(f"{kind}{number}" in names for number in self.passes or ())


class Read(NamedTuple):
    """The values that are read by name, those of them that blocks are given, and the names that stand in blocks.

    A block looks in itself first: what it is given may not be called as what stands in one.
    """

    named: Collection[int]
    passed: Collection[int]
    hiding: Collection[str]


class Names:
    """The names of a list: `given` those that are written, `called` what each value is called in this list.

    `again` are the values that are made in a repeat, `each_pass` says how many of their kind stand in a pass of it.
    """

    def __init__(
        self, made: Sequence[Step], wanted: Callable[..., str | None], read: Read, taken: Collection[str]
    ) -> None:
        """Name all steps; `taken` are names that there are."""
        counts: Counter[str] = Counter()
        every = tuple(counted(made, counts))
        self.given: dict[int, str] = {}
        names = set(taken)
        for step, automatic, passes in every:
            again = passes is not None
            name = wanted(step, again=again)
            if name is not None and (again or name != automatic):
                self._give(step, name, names | (set(read.hiding) if step.makes in read.passed else set()))
                names.add(self.given[step.makes])
        for each in every:
            step, automatic, again = each.step, each.automatic, each.passes is not None
            hidden = step.makes in read.passed and automatic in read.hiding
            if step.makes not in self.given and (each.taken(names) or hidden or (again and step.makes in read.named)):
                self._give(step, SKIP if hidden else _kind(step) if again else automatic, names | set(read.hiding))
                names.add(self.given[step.makes])
        self.called = {each.step.makes: self.given.get(each.step.makes, each.automatic) for each in every}
        self.again = {each.step.makes for each in every if each.passes is not None}
        self.kinds = {each.step.makes: _kind(each.step) for each in every}
        self.each_pass: dict[int, int] = {}
        for step, loop in loops(made):
            kinds = Counter(_kind(each) for each in flat(step.lists[0]))
            self.each_pass |= {each.makes: kinds[_kind(each)] for each in flat(step.lists[0])}
            self.called[step.makes] = self.numbered(step.lists[0][-1].makes, loop.times - 1)

    def numbered(self, makes: int, passed: int) -> str:
        """Give the name that a value has in its list, of the pass that comes after so many others."""
        name, kind = self.called[makes], self.kinds[makes]
        if makes in self.given:
            return f"{name}.{passed + 1}" if makes in self.again else name
        return f"{kind}{int(name.removeprefix(kind)) + passed * self.each_pass.get(makes, 0)}"

    def _give(self, step: Step, name: str, taken: Collection[str]) -> None:
        several = chain((name,), (f"{name}_{number}" for number in count(2)))
        self.given[step.makes] = next(each for each in several if each not in taken)


def _kind(step: Step) -> str:
    """Give the kind by which a step is numbered: of branches, that of the join."""
    return step.kind if step.given is None else kind_of(step.item)


def flat(made: Sequence[Step]) -> Iterator[Step]:
    """Give all steps of a list and of the lists below it, in the order in which they are numbered; repeats are none."""
    for step in made:
        for every in step.lists:
            yield from flat(every)
        if not isinstance(step.item, Loop):
            yield step


def loops(made: Sequence[Step]) -> Iterator[tuple[Step, Loop]]:
    """Give all repeats of a list and of the lists below it."""
    for step in made:
        if isinstance(step.item, Loop):
            yield step, step.item
        for every in step.lists:
            yield from loops(every)


def counted(made: Sequence[Step], counts: Counter[str]) -> Iterator[Counted]:
    """Give the steps of a list with their automatic names: those of a repeat count on in its passes."""
    for step in made:
        if isinstance(step.item, Loop):
            before = Counter(counts)
            inside = tuple(counted(step.lists[0], counts))
            for each in flat(step.lists[0]):
                counts[_kind(each)] += step.item.times - 1
            for each, automatic, _ in inside:
                yield Counted(each, automatic, range(before[_kind(each)] + 1, counts[_kind(each)] + 1))
            continue
        for every in step.lists:
            yield from counted(every, counts)
        counts[_kind(step)] += 1
        yield Counted(step, f"{_kind(step)}{counts[_kind(step)]}")
