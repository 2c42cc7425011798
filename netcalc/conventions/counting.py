"""A network counted under conventions: totals and layers, in one walk, and what each convention brings."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from netcalc.calculator.calculation import Calculation
from netcalc.calculator.calculator import counted
from netcalc.calculator.changes import Change, ChangedRules
from netcalc.calculator.counting import Counted, added
from netcalc.calculator.layer import Outcome
from netcalc.calculator.rules import Rules
from netcalc.conventions.convention import Convention
from netcalc.conventions.tools.tool import Reading, Tool
from netcalc.network.network import Network
from netcalc.problems import SpecError
from netcalc.report.counts import Known
from netcalc.report.report import Report


class Part(NamedTuple):
    """What one convention brings: its code, what it says, by how much the number changes, and in which layers."""

    code: str
    said: str
    difference: int
    layers: tuple[str, ...]

    @property
    def text(self) -> str:
        """What it brings, in a line: how much, what it is, in which layers.

        >>> Part("counted-pools", "global pools", 100352, ("global_pool1",)).text
        '+100,352: global pools (global_pool1)'
        """
        where = self.layers[0] if len(self.layers) == 1 else f"{len(self.layers):,} layers"
        return f"{self.difference:+,}: {self.said} ({where})"


class CountedNetwork:
    """A network walked once; conventions change no volume, so that its layers can be counted under any of them."""

    def __init__(self, network: Network) -> None:
        """Walk through the network by the rules of the course."""
        self.network = network
        self.calculation = Calculation(network, Rules(network.rounding))
        self.outcomes = self.calculation.walk.layers
        self.totals: dict[tuple[str, tuple[Change, ...]], Known] = {}
        self.others: dict[str, CountedNetwork | None] = {}
        self.names = tuple(node.name for node in network.graph.nodes)

    def changed(self, **fields: Any) -> "CountedNetwork | None":
        """Give the network with other fields, rounding windows down; None where that cannot be, or does not fit."""
        key = repr(fields)
        if key not in self.others:
            try:
                other = CountedNetwork(self.network.replace(rounding="floor", **fields))
            except SpecError:
                self.others[key] = None
            else:
                self.others[key] = other if other.calculation.valid else None
        return self.others[key]

    @cached_property
    def report(self) -> Report:
        """The report by the rules of the course."""
        return self.calculation.report

    @cached_property
    def alike(self) -> tuple[tuple[Outcome, int], ...]:
        """The layers that differ, and how many there are of each."""
        times = Counter(map(id, self.outcomes))
        return tuple((each, times.pop(id(each))) for each in self.outcomes if id(each) in times)

    def total(self, word: str, conventions: Sequence[Change] = ()) -> Known:
        """Add a count up over all layers, under these conventions; None where one is unknown."""
        key = (word, tuple(conventions))
        if key not in self.totals:
            rules = self._rules(conventions)
            found = [(self._counts(each, rules)[word], times) for each, times in self.alike]
            unknown = any(count is None for count, _ in found)
            self.totals[key] = None if unknown else sum((count or 0) * times for count, times in found)
        return self.totals[key]

    def layer(self, name: str, word: str, conventions: Sequence[Change] = ()) -> Known:
        """Give a count of a layer, or of a group of layers, under these conventions."""
        group = self.network.graph.groups.get(name)
        place = self.calculation.numbers.get(name, 0)
        span = group.span if group else slice(place, place + 1)
        rules = self._rules(conventions)
        return added(self._counts(each, rules)[word] for each in self.outcomes[span])

    def _rules(self, conventions: Sequence[Change]) -> Rules:
        rounding = self.network.rounding
        return ChangedRules(rounding, tuple(conventions)) if conventions else Rules(rounding)

    def _counts(self, found: Outcome, rules: Rules) -> Counted:
        """Count a layer anew by these rules, on the volumes that are there."""
        worked = found.counts.worked
        arrays = None if worked.arrays is None else rules.stores(worked.layer, worked.given, worked.arrays)
        return Counted(worked._replace(arrays=arrays, rules=rules))

    def parts(self, word: str, conventions: Sequence[Convention], within: str | None = None) -> tuple[Part, ...]:
        """Say what each convention brings to a count, those before it being made already; nothing where it is none."""
        made = (self._part(word, conventions[: place + 1], within) for place in range(len(conventions)))
        return tuple(part for part in made if part.difference)

    def _part(self, word: str, conventions: Sequence[Convention], within: str | None) -> Part:
        before, after = self._rules(conventions[:-1]), self._rules(conventions)
        changes = {
            id(each): (self._counts(each, after)[word] or 0) - (self._counts(each, before)[word] or 0)
            for each, _ in self.alike
        }
        found = [(name, changes[id(each)]) for name, each in self._within(within)]
        names = tuple(name for name, change in found if change)
        return Part(conventions[-1].code, conventions[-1].said, sum(change for _, change in found), names)

    def _within(self, name: str | None) -> Iterable[tuple[str, Outcome]]:
        """Give the layers that are asked about: all, or one, or those of a group."""
        every = list(zip(self.names, self.outcomes, strict=True))
        if name is None:
            return every
        group = self.network.graph.groups.get(name)
        place = self.calculation.numbers.get(name, 0)
        return every[group.span if group else slice(place, place + 1)]


def like(network: Network, tool: Tool, *, batch: int = 1, dtype: str = "float32", optimizer: str = "sgd") -> Report:
    """Work a network out as a tool counts; its name says so.

    >>> from netcalc.conventions.tools import TOOLS
    >>> net = Network(input="32x32x3", layers=[{"conv": {"filters": 8, "size": 3, "pad": 1}}])
    >>> like(net, TOOLS["torchinfo"]).totals.macs
    229376
    """
    rules = ChangedRules(network.rounding, tool.usual.conventions)
    found = counted(network, rules, batch=batch, dtype=dtype, optimizer=optimizer)
    return found.replace(name=f"{found.name or 'network'}, as {tool.name} counts")


def differences(network: Network, reading: Reading, word: str) -> tuple[Part, ...]:
    """Say what makes a tool's total another than ours, convention by convention."""
    return CountedNetwork(network).parts(word, reading.conventions)
