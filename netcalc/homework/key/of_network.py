"""What is right for a question on a network, and what the rules give with one or two of them broken."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import combinations, islice
from typing import Final

from netcalc.calculator.walk import NOTHING
from netcalc.homework.key.alone import Alone
from netcalc.homework.key.solution import Candidate, Solution
from netcalc.homework.key.worked import CANNOT, UNKNOWN, Broken, WorkedNetwork
from netcalc.homework.mistakes import MISTAKES
from netcalc.homework.mistakes.base import Asked, Instead, Mistake, Place, Told
from netcalc.homework.mistakes.rounding import ExactFitExpected, SilentFloor
from netcalc.homework.mistakes.shares import PERCENT
from netcalc.homework.mistakes.sizes import AssumedSame
from netcalc.homework.sheet.conventions import Conventions
from netcalc.homework.sheet.items import Item
from netcalc.layers.base import Misfit
from netcalc.problems import invalid
from netcalc.report.counts import COUNTED
from netcalc.report.query import Query
from netcalc.volume import Volume

LEAST_PAIRS: Final = 20
MOST_LAYERS: Final = 12_000  # worked out again for pairs: about two seconds
MOST_NODES: Final = 40
KEPT: Final = frozenset({"conv", "local"})  # whose extents people take to be kept
ONCE: Final = frozenset({"forgot-bias", "one-bias-per-layer", "forgot-depth"})  # made in one layer, not in another
LAST: Final = frozenset({"forgot-bias", "one-bias-per-layer"})  # biases are added last


class NetworkSolution(Solution):
    """What is right for a question on a network, and what mistakes give."""

    def __init__(self, item: Item, conventions: Conventions, query: Query, network: WorkedNetwork) -> None:
        """Ask this of that network."""
        super().__init__(item, conventions)
        self.query = query
        self.network = network

    @cached_property
    def right(self) -> Told:
        """The right value; SpecError where there is none."""
        found = self.network.value(self.query)
        if found is None:
            message = f"`{self.query.text[:80]}` has no value here"
            hint = "ask for a number that there is"
            raise invalid(message, hint, path=("ask",))
        return found

    @property
    def asks(self) -> tuple[str, ...]:
        """What hints go by: the kind of the layer that is asked, the number, the form of the answer."""
        kind = self.network.report()[self.query.layer].kind if self.query.layer else ""
        sequence = ("sequence",) if isinstance(self.right, Volume) and len(self.right) == 2 else ()
        return (kind, *super().asks, *sequence)

    @cached_property
    def rounded(self) -> bool:
        """Whether the value hangs on a division that is rounded: to another school, it does not fit."""
        return any(each.code == ExactFitExpected.code for each in self.singles if each.value == CANNOT)

    @cached_property
    def singles(self) -> tuple[Candidate, ...]:
        """What one mistake gives, the plainest first: those in the layer itself before those in what comes in."""
        found = (*self._candidates((mistake,) for mistake in MISTAKES if self._bears(mistake)), *self._instead())
        order = {mistake.code: place for place, mistake in reversed(list(enumerate(MISTAKES)))}
        plain = {mistake.code for mistake in MISTAKES if mistake.about and self.word.startswith(mistake.about)}
        return tuple(
            sorted(found, key=lambda each: (each.upstream, each.forced, each.code not in plain, order[each.code]))
        )

    def given_by(self, codes: Collection[str]) -> tuple[Candidate, ...]:
        """Give what these mistakes give, right or wrong, where each is made in what is asked itself."""
        meant = [mistake for mistake in MISTAKES if mistake.code in codes and self._bears(mistake)]
        alone = Alone.of(self.network, self.query)
        found = ((each.code, told) for each in meant for told in self._told_by(each, alone))
        return tuple(Candidate(code, told) for code, told in found if possible(told))

    def _told_by(self, mistake: Mistake, alone: Alone | None) -> Iterable[Told]:
        """Give what is written down where one mistake is made: in the layer that is asked, or all over the network."""
        if alone is not None:
            return self._told_alone(alone, mistake)
        return self._told_whole(mistake) if self.query.layer is None else self._told((mistake,), self._own())

    def _told_whole(self, mistake: Mistake) -> Iterable[Told]:
        """Give what is written down of the network; CANNOT where the mistake leaves a window that does not fit."""
        found = self.network.calculation((mistake,))
        return (CANNOT,) if found.misfits and self.right != CANNOT else self._told((mistake,))

    def _told_alone(self, alone: Alone, mistake: Mistake) -> Iterable[Told]:
        """Give what is written down where one rule is broken in one layer."""
        try:
            found = alone.value(self.query, (mistake,) if mistake.changes_rules else ())
        except (Misfit, ArithmeticError, ValueError, IndexError):
            return ()
        asked = Asked(self.query.word, self.network.batch, self.scale)
        return (found,) if found == CANNOT else mistake.tells(found, asked)

    def _bears(self, mistake: Mistake) -> bool:
        """Say whether a mistake changes a rule, or what is written."""
        return not isinstance(mistake, Instead)

    def _instead(self) -> Iterator[Candidate]:
        """Give other numbers that are taken for the one that is asked."""
        place = Place(self.query, self.network.report(), self.right)
        for mistake in MISTAKES:
            values = mistake.instead(place) if isinstance(mistake, Instead) else ()
            seen = dict.fromkeys(told for told in values if told != self.right and possible(told))
            yield from (Candidate(mistake.code, told, made=(mistake,)) for told in seen)

    @cached_property
    def pairs(self) -> tuple[Candidate, ...]:
        """What one mistake gives in one layer alone, then what two give of which each would be seen alone.

        Of a share in percent nothing: two decimals are too few to tell.
        """
        if self.word.endswith(PERCENT):
            return ()
        seen = {candidate.code for candidate in self.singles}
        both = combinations([each for each in MISTAKES if each.code in seen and not each.alone], 2)
        single = {candidate.value for candidate in self.singles}
        pairs = ((one, two) for one, two in both if one.code != two.code)
        plainest = islice(pairs, max(LEAST_PAIRS, MOST_LAYERS // len(self.network.network.graph.nodes)))
        found = (*self._in_one_layer(), *self._before(), *self._candidates(plainest))
        return tuple(each for each in found if each.value not in single)

    def _in_one_layer(self) -> Iterator[Candidate]:
        """Give totals with a mistake in one layer: `750 + 39,220`."""
        word = self.query.word.removeprefix("totals.")
        if self.query.layer is not None or word not in COUNTED or not isinstance(self.right, int):
            return
        for mistake in (each for each in MISTAKES if each.code in ONCE):
            for node in self.network.network.graph.nodes[:MOST_NODES]:
                query = Query(f"{node.name}.{word}", node.name, word)
                right, wrong = self.network.value(query), self.network.value(query, (mistake,))
                if isinstance(right, int) and isinstance(wrong, int) and wrong != right:
                    yield Candidate(mistake.code, self.right + wrong - right, upstream=True, made=(mistake,))

    def _before(self) -> Iterator[Candidate]:
        """Give what the right rules give on what a mistake made of the volumes that the layer reads."""
        for mistake in (each for each in MISTAKES if not each.alone and self._comes_in((each,))):
            made = {name: self.network.calculation((mistake,)).layer(name).made for name in self._own()}
            told = {name: volume for name, volume in made.items() if volume is not None}
            yield from self._on(told, mistake.code)
        kept = {name: kept for name in self._own() if (kept := self._kept(name)) is not None}
        yield from self._on(kept, AssumedSame.code)

    def _on(self, told: Mapping[str, Volume], code: str) -> Iterator[Candidate]:
        """Give what the right rules give where the layers before make these volumes."""
        values = self._wrong([self._found((), told)]) if told else []
        yield from (Candidate(code, value, upstream=True) for value in values)

    def _kept(self, name: str) -> Volume | None:
        """Give what a layer makes if it keeps the extents that it reads."""
        layer = self.network.calculation().layer(name)
        read = layer.given[0] if layer.given else None
        if read is None or layer.made is None or len(read) != len(layer.made) or layer.layer.kind not in KEPT:
            return None
        return Volume((*read.spatial, layer.made.depth))

    def _candidates(self, combined: Iterable[Broken]) -> Iterator[Candidate]:
        for broken in combined:
            made = tuple(sorted(broken, key=lambda mistake: mistake.code in LAST))
            code = "+".join(mistake.code for mistake in made)
            upstream = len(broken) == 1 and self._comes_in(broken)
            units = frozenset().union(*(each.units for each in broken))
            places = ((NOTHING, upstream), (self._own(), False)) if upstream else ((NOTHING, False),)
            for own, before in places:
                values = self._wrong(self._told(broken, own))
                parts = self._parts(broken) if values and own is NOTHING else ()
                yield from (Candidate(code, told, parts, before, units, made=made) for told in values)
                if len(broken) == 1 and CANNOT in values:
                    rounded = self._wrong(self._told((*broken, SilentFloor()), own))
                    yield from (Candidate(code, told, (), before, units, forced=True, made=made) for told in rounded)

    def _wrong(self, values: Iterable[Told]) -> list[Told]:
        return [told for told in values if told != self.right and possible(told)]

    def _own(self) -> Mapping[str, Volume]:
        """Give the right volumes of what the layer reads that is asked: then rules are broken in it alone."""
        graph, right = self.network.network.graph, self.network.calculation()
        node = next((node for node in graph.nodes if node.name == self.query.layer), None)
        names = [graph.nodes[read].name for read in (node.reads if node else ()) if read >= 0]
        return {name: made for name in names if (made := right.layer(name).made) is not None}

    def _comes_in(self, broken: Broken) -> bool:
        """Say whether a mistake was made in an earlier layer: what this one reads is another volume."""
        name = self.query.layer
        own = any(type(each).comes_in is not Mistake.comes_in or not each.changes_rules for each in broken)
        if name is None or name in self.network.network.inputs or own:
            return False
        right, made = (self.network.calculation(each).layer(name).given for each in ((), broken))
        return right != made

    def _told(self, broken: Broken, own: Mapping[str, Volume] = NOTHING) -> list[Told]:
        """Give what is written down where these rules are broken."""
        asked = Asked(self.query.word, self.network.batch, self.scale)
        values = [self._found(broken, own)]
        for mistake in broken:
            values = [told for each in values for told in ((each,) if each == CANNOT else mistake.tells(each, asked))]
        return values

    def _found(self, broken: Broken, own: Mapping[str, Volume]) -> Told:
        try:
            return self.network.value(self.query, broken, own)
        except (Misfit, ArithmeticError, ValueError, IndexError):
            return None

    def _parts(self, broken: Broken) -> tuple[int, ...]:
        """List the numbers that a mistaken count multiplies and adds."""
        if self.query.layer is None or self.query.word not in COUNTED:
            return ()
        found = self.network.calculation(broken)
        stored = found.layer(self.query.layer).parameters if self.query.layer in found.numbers else None
        return tuple(sorted(axis.size for array in stored or () for axis in array.axes))


def possible(told: Told) -> bool:
    """Say whether a value is one that an answer could have."""
    if told is None or (isinstance(told, tuple) and any(isinstance(part, int) and part < 1 for part in told)):
        return False
    return told != UNKNOWN and not isinstance(told, bool)
