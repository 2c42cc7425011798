"""A network worked out under any rules, and which of its values need a volume that does not exist."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from netcalc.calculator.calculation import Calculation
from netcalc.calculator.changes import Change
from netcalc.calculator.rules import Rules
from netcalc.calculator.walk import NOTHING
from netcalc.homework.key.broken import BrokenRules
from netcalc.homework.mistakes.base import Mistake, Told
from netcalc.layers.base import Layer, Misfit
from netcalc.layers.written.waiting import resolved
from netcalc.network.graph import Graph
from netcalc.network.network import Network
from netcalc.problems import SpecError
from netcalc.report.query import Query
from netcalc.report.report import Report
from netcalc.volume import Volume

if TYPE_CHECKING:
    from netcalc.homework.key.alone import Alone

CANNOT: Final = "cannot"
UNKNOWN: Final = "unknown"  # a receptive field that nobody can say
FAR: Final = (1_009, 2_003)
OF_VOLUMES: Final = frozenset({"input", "output", "neurons", "connections", "macs", "flops", "activations"})
MOST_CALCULATIONS: Final = 500

Broken: TypeAlias = tuple[Mistake, ...]
Known: TypeAlias = tuple[Broken, tuple[tuple[str, Volume], ...]]


class WorkedNetwork:
    """A network calculated under any rules, each once."""

    def __init__(self, network: Network, conventions: tuple[Change, ...], batch: int) -> None:
        """Work this network out, with the changes to the rules that the sheet declares."""
        self.network = network
        self.conventions = conventions
        self.batch = batch
        self.calculations: dict[Known, Calculation] = {}
        self.own: dict[Known, Calculation] = {}
        self.alone: dict[str, Alone | None] = {}

    def calculation(self, broken: Broken = (), told: Mapping[str, Volume] = NOTHING) -> Calculation:
        """Calculate the network with these rules broken, and keep it in mind."""
        broken = tuple(mistake for mistake in broken if mistake.changes_rules)
        known = (broken, tuple(sorted(told.items())))
        held = self.own if told else self.calculations
        if known not in held:
            if len(held) >= MOST_CALCULATIONS:
                held.clear()
            held[known] = Calculation(self.network, self.rules(broken), told, batch=self.batch)
        return held[known]

    def report(self) -> Report:
        """Give the report of the network by the rules of the sheet."""
        return self.calculation().report

    def rules(self, broken: Broken) -> Rules:
        """Give the rules of the sheet with these broken."""
        kept = (rule for rule in self.conventions if rule not in broken)
        changes = tuple(reversed((*broken, *kept)))  # the sheet's conventions first
        rounding = self.network.rounding
        return BrokenRules(rounding, changes) if changes else Rules(rounding)

    def value(self, query: Query, broken: Broken = (), told: Mapping[str, Volume] = NOTHING) -> Told:
        """Give what a query asks for; CANNOT where it needs a volume that does not exist."""
        found = self.calculation(broken, told)
        bad = [] if found.valid else found.misfits
        if not bad or query.word in ("valid", "name", "kind", "from"):
            return found.value(query)
        head = query.word.partition(".")[0]
        mine = query.layer or (self.network.graph.nodes[-1].name if query.word == "output" else None)
        if (head in OF_VOLUMES or head == "unshared") and mine in _after(self.network.graph, bad):
            return CANNOT
        one = self._far(query, broken, told, FAR[0])
        return one if one is not None and one == self._far(query, broken, told, FAR[1]) else CANNOT

    def _far(self, query: Query, broken: Broken, told: Mapping[str, Volume], by: int) -> Told:
        """Give what is asked for where each layer that does not fit makes a far-off volume."""
        moved = _moved(self.calculation(broken, told), by)
        return self.calculation(broken, {**told, **moved}).value(query)


def _after(graph: Graph, bad: Collection[str]) -> set[str]:
    """Name the layers that read one that does not fit, at once or through others; and the groups that end so."""
    reached = set(bad)
    for node in graph.nodes:
        if any(read >= 0 and graph.nodes[read].name in reached for read in node.reads):
            reached.add(node.name)
    reached.update(name for name, group in graph.groups.items() if graph.nodes[group.span][-1].name in reached)
    return reached - set(bad)


def _moved(found: Calculation, by: int) -> dict[str, Volume]:
    """Give layers that do not fit volumes of other extents, to see what hangs on them."""
    moved = {}
    for name in found.misfits:
        layer = found.layer(name)
        known = tuple(volume for volume in layer.given if volume is not None)
        if known:
            depth = layer.made.depth if layer.made else _depth(layer.layer, known)
            moved[name] = Volume((*(extent + by for extent in known[0].spatial or (1,)), depth))
    return moved


def _depth(layer: Layer, given: tuple[Volume, ...]) -> int:
    """Give the depth that a layer would make, as far as it can be known of what it reads."""
    try:
        return sum(axis.size for axis in resolved(layer, given).depth(*given))
    except (SpecError, Misfit):
        return given[0].depth
