"""Queries answered for many variants at once: what the walk on columns says of each, and where it says nothing."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np

from netcalc.calculator.memory.highest import Terms
from netcalc.network.network import Network
from netcalc.report.counts import COUNTED, TOTALLED
from netcalc.report.query import Query
from netcalc.search.exact import VALID, Counted
from netcalc.search.vectors.billed import billed
from netcalc.search.vectors.columns.parting import Cannot
from netcalc.search.vectors.columns.rules import ManyRules
from netcalc.search.vectors.highest import INFERENCE, PEAK, highest, there
from netcalc.search.vectors.made import NOBODY, Found, Known
from netcalc.search.vectors.walk import Walk

BILLED: Final = ("memory.params", "memory.activations", "memory.training")
HIGHEST: Final = (PEAK, INFERENCE)
VOLUMES: Final = ("output", "input")


class Extents(NamedTuple):
    """A volume of each variant, and of which of them it is known."""

    numbers: tuple[Any, ...]
    known: Known


Answer: TypeAlias = Found | Extents | Known


def can_answer(query: Query) -> bool:
    """Say whether a query is answered on columns: counts, volumes, the course's bill of memory, `valid`."""
    if query.layer is not None:
        return query.word in COUNTED or query.word in VOLUMES
    return query.word in (VALID, "output", "input", *BILLED, *HIGHEST) or query.word.removeprefix("totals.") in TOTALLED


class Answers:
    """The answers to some queries, of one network with columns in it."""

    def __init__(self, network: Network, how: Counted, batch: Any, queries: Iterable[Query]) -> None:
        """Walk through the network, counting what the queries need."""
        self.network, self.graph = network, network.graph
        self.numbers = {node.name: number for number, node in enumerate(self.graph.nodes)}
        self.how, self.batch = how, how.batch if batch is None else batch
        every, some = dict[str, None](), dict[int, set[str]]()
        for query in queries:
            self._need(query, every, some)
        self.walk = Walk(network.inputs, self.graph, ManyRules(network.rounding), tuple(every), some)

    def _need(self, query: Query, every: dict[str, None], some: dict[int, set[str]]) -> None:
        if query.layer is None:
            every |= dict.fromkeys(_words(query.word))
        elif query.word in COUNTED:
            for number in self._span(query.layer):
                some.setdefault(number, set()).add(query.word)

    def _span(self, name: str) -> range:
        """Give the numbers of a layer, or of a group's layers; none where the variant has none so called."""
        if name in self.numbers:
            return range(self.numbers[name], self.numbers[name] + 1)
        group = self.graph.groups.get(name)
        return range(len(self.graph.nodes))[group.span] if group else range(0)

    def answer(self, query: Query) -> Answer:
        """Answer a query."""
        if query.word == VALID:
            wrong = self.walk.wrong
            return not wrong if isinstance(wrong, bool) else ~wrong
        if query.layer is None:
            return self._of_all(query.word)
        if query.layer in self.network.inputs:
            return Extents(tuple(self.network.inputs[query.layer]), known=True)
        span = self._span(query.layer)
        if not span:
            return NOBODY
        if query.word in COUNTED:
            return self._counted(query, span)
        return self._volume(span[-1] if query.word == "output" else self._read(span))

    def _counted(self, query: Query, span: range) -> Found:
        if query.layer in self.numbers:
            return self.walk.made[span[0]].counts[query.word]
        if query.word not in TOTALLED:
            return NOBODY
        return self.walk.together(query.word, slice(span.start, span.stop))

    def _read(self, span: range) -> int:
        """Give the one node that the first of these layers reads."""
        reads = self.graph.nodes[span[0]].reads
        if len(reads) != 1:
            raise Cannot
        return reads[0]

    def _volume(self, node: int) -> Extents | Found:
        made = self.walk.made[node]
        return NOBODY if made.extents is None else Extents(made.extents, made.alive)

    def _of_all(self, word: str) -> Answer:
        if word == "output":
            return self._volume(self.graph.outputs[-1].node)
        if word == "input":
            given = self.network.input
            return NOBODY if given is None else Extents(tuple(given), known=True)
        if word in HIGHEST:
            return self._highest(word)
        if word in BILLED:
            return billed(word.removeprefix("memory."), self.walk, self.how, self.batch)
        return self.walk.total(word.removeprefix("totals."))

    def _highest(self, word: str) -> Found:
        """Find the highest moment, where every layer makes its volume; shared arrays are left to the calculator."""
        if any(node.share is not None or node.layer.alone for node in self.graph.nodes):
            raise Cannot
        known, params, buffers = there(self.walk), self.walk.total("params"), self.walk.total("buffers")
        if known is False or not np.any(known):
            return NOBODY
        terms = Terms(params.number, buffers.number, self.how.dtype, self.how.optimizer)
        made = highest(word, self.network, self.walk, terms, self.batch)
        return NOBODY if made is None else Found(made, known)


def _words(word: str) -> tuple[str, ...]:
    """Name the counts of layers that a query of the whole needs."""
    if word in HIGHEST:
        return ("params", "buffers")
    if word in BILLED:
        return ("params", "activations")
    bare = word.removeprefix("totals.")
    return ("neurons",) if bare == "weighted_layers" else (bare,) if bare in TOTALLED else ()


def full(known: Known, shape: tuple[int, ...]) -> Any:
    """Spread a truth over a shape."""
    return np.broadcast_to(known, shape)
