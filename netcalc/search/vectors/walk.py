"""The walk on columns: layer by layer, which variants are there, what is wrong with them, what is counted."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from netcalc.calculator.sums import Whole
from netcalc.network.graph import Graph, Node
from netcalc.search.vectors.columns.many import Many
from netcalc.search.vectors.columns.parting import Cannot
from netcalc.search.vectors.columns.rules import ManyRules
from netcalc.search.vectors.layer import Asked, Lent, worked
from netcalc.search.vectors.made import NOBODY, Found, Known, Made, unread
from netcalc.volume import Volume

NOTHING: Final[tuple[str, ...]] = ()


def both(one: Known, other: Known) -> Known:
    """Say where both hold."""
    if one is False or other is False:
        return False
    return other if one is True else one if other is True else one & other


def either(one: Known, other: Known) -> Known:
    """Say where one of two holds."""
    if one is True or other is True:
        return True
    return other if one is False else one if other is False else one | other


class Walk:
    """One walk; `every` are the counts that are wanted of all layers, `some` those of single ones, by their numbers."""

    def __init__(
        self,
        given: Mapping[str, Volume],
        graph: Graph,
        rules: ManyRules,
        every: Sequence[str],
        some: Mapping[int, Collection[str]],
    ) -> None:
        """Start at the inputs."""
        self.rules, self.every, self.some = rules, tuple(every), some
        came = [Made(tuple(given[name]), alive=True, wrong=False, learns=False, counts={}) for name in graph.inputs]
        self.made: dict[int, Made] = {-1 - place: each for place, each in enumerate(came)}
        self.inputs = [Volume(given[name]) for name in graph.inputs]
        self.graph, self.count = graph, len(graph.nodes)
        self.known: dict[Any, Made] = {}
        for number, node in enumerate(graph.nodes):
            self.made[number] = self._layer(number, node)

    def _layer(self, number: int, node: Node) -> Made:
        """Work out the next layer; the same layer on the same volumes once."""
        wanted = tuple(dict.fromkeys((*self.every, *self.some.get(number, ()))))
        read = [self.made[each] for each in node.given]
        learns = tuple(self.made[each].learns for each in node.reads)
        key = (id(node.layer), tuple(map(id, read)), learns, wanted, node.share)
        if key not in self.known:
            self.known[key] = self._worked(node, read, learns, wanted)
        made = self.known[key]
        return made._replace(learns=made.learns or True in learns)

    def _worked(self, node: Node, read: Sequence[Made], learns: tuple[bool, ...], wanted: tuple[str, ...]) -> Made:
        alive: Known = True
        for each in read:
            alive = both(alive, each.alive)
        if alive is False or (alive is not True and not alive.any()):
            return unread(wanted)
        lent, there = self._lent(node)
        if there is not True and not np.array_equal(both(alive, there), alive):
            raise Cannot  # the owner reads nothing in some variants, and the layer something
        given = tuple(Volume(each.extents or ()) for each in read)
        return worked(Asked(node.layer, given, learns, self.rules, wanted, lent), alive)

    def _lent(self, node: Node) -> tuple[Lent | None, Known]:
        """Give the layer whose arrays a node uses, and the variants in which that reads something."""
        if node.share is None:
            return None, True
        owner = self.graph.nodes[node.share.owner]
        if owner.share is not None:
            raise Cannot
        read = [self.made[each] for each in owner.given]
        there: Known = True
        for each in read:
            there = both(there, each.alive)
        given = tuple(Volume(each.extents or ()) for each in read)
        return Lent(owner.name, owner.layer, given, node.share.transpose, node.share.unlike), there

    @property
    def nodes(self) -> list[Made]:
        """What came of the layers, in their order."""
        return [self.made[number] for number in range(self.count)]

    @property
    def wrong(self) -> Known:
        """Where a layer does not fit."""
        return _any(each.wrong for each in self.nodes)

    @property
    def refused(self) -> Known:
        """Where the exact calculator goes on."""
        return _any(each.refused for each in self.nodes)

    def total(self, word: str) -> Found:
        """Add a count up over all layers, as the calculator does."""
        known: Known = True
        names = ("neurons",) if word == "weighted_layers" else (word,)
        for each in self.nodes:
            for name in names:
                known = both(known, each.counts[name].known)
        if known is False:
            return NOBODY
        whole = Whole(lambda name: _by_size(each.counts[name].number for each in self.nodes), self.inputs, self.rules)
        return Found(whole.total(word), known)

    def together(self, word: str, span: slice) -> Found:
        """Add a count up over the layers of a group."""
        counts = [each.counts[word] for each in self.nodes[span]]
        known: Known = True
        for each in counts:
            known = both(known, each.known)
        return NOBODY if known is False else Found(sum(_by_size(each.number for each in counts)), known)


def _by_size(numbers: Iterable[Any]) -> list[Any]:
    """Put small columns first: sums stay small until large ones come."""
    return sorted(numbers, key=lambda number: number.held.size if type(number) is Many else 0)


def _any(masks: Iterable[Known]) -> Known:
    found: Known = False
    for mask in masks:
        found = either(found, mask)
    return found if isinstance(found, bool) or not np.all(found) else True
