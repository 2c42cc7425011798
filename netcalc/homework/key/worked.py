"""A network worked out under any rules, and which of its values need a volume that does not exist."""

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from netcalc.calculator.calculator import recalculate
from netcalc.calculator.changes import Change, ChangedRules
from netcalc.calculator.rules import Rules
from netcalc.calculator.walk import NOTHING
from netcalc.homework.mistakes.base import Mistake, Told
from netcalc.layers.base import Layer
from netcalc.layers.written.waiting import resolved
from netcalc.network.network import Network
from netcalc.problems import SpecError
from netcalc.report.query import Query, value
from netcalc.report.report import Report
from netcalc.volume import Volume

CANNOT: Final = "cannot"
FAR: Final = (1_009, 2_003)
OF_VOLUMES: Final = frozenset({"input", "output", "neurons", "connections", "macs", "flops", "activations"})
MOST_REPORTS: Final = 500

Broken: TypeAlias = tuple[Mistake, ...]
Known: TypeAlias = tuple[Broken, tuple[tuple[str, Volume], ...]]


class WorkedNetwork:
    """A network with its reports under any rules, each worked out once."""

    def __init__(self, network: Network, conventions: tuple[Change, ...], batch: int) -> None:
        """Work this network out, with the changes to the rules that the sheet declares."""
        self.network = network
        self.conventions = conventions
        self.batch = batch
        self.reports: dict[Known, Report] = {}
        self.own: dict[Known, Report] = {}

    def report(self, broken: Broken = (), told: Mapping[str, Volume] = NOTHING) -> Report:
        """Work the network out with these rules broken, and kept in mind."""
        broken = tuple(mistake for mistake in broken if mistake.changes_rules)
        known = (broken, tuple(sorted(told.items())))
        held = self.own if told else self.reports
        if known not in held:
            if len(held) >= MOST_REPORTS:
                held.clear()
            held[known] = self._worked(broken, told)
        return held[known]

    def _worked(self, broken: Broken, told: Mapping[str, Volume]) -> Report:
        kept = (rule for rule in self.conventions if rule not in broken)
        changes = tuple(reversed((*broken, *kept)))  # the sheet's conventions first
        rounding = self.network.rounding
        rules = ChangedRules(rounding, changes) if changes else Rules(rounding)
        return recalculate(self.network, rules, told, batch=self.batch)

    def value(self, query: Query, broken: Broken = (), told: Mapping[str, Volume] = NOTHING) -> Told:
        """Give what a query asks for; CANNOT where it needs a volume that does not exist."""
        report = self.report(broken, told)
        bad = [] if report.valid else self._misfits(report)
        if not bad or query.word in ("valid", "name", "kind", "from"):
            return value(report, query)
        later = _after(report, bad)
        head = query.word.partition(".")[0]
        mine = query.layer or (report.layers[-1].name if query.word == "output" else None)
        if mine in later - set(bad) and (head in OF_VOLUMES or head == "unshared"):
            return CANNOT
        far = [self.report(broken, {**told, **_moved(report, bad, by)}) for by in FAR]
        one, other = (value(each, query) for each in far)
        return one if one == other and one is not None else CANNOT

    def _misfits(self, report: Report) -> list[str]:
        return list(dict.fromkeys(p.layer for p in report.problems if p.severity == "error" and p.layer))


def _after(report: Report, bad: Iterable[str]) -> set[str]:
    """Name the layers that do not fit, and all that read them."""
    reached = set(bad)
    for layer in report.layers:
        if reached.intersection(layer.from_):
            reached.add(layer.name)
    reached.update(name for name, group in report.groups.items() if report.layers[group.span][-1].name in reached)
    return reached


def _moved(report: Report, bad: Iterable[str], by: int) -> dict[str, Volume]:
    """Give layers that do not fit volumes of other extents, to see what hangs on them."""
    found = {}
    for name in bad:
        layer = report[name]
        known = tuple(volume for volume in layer.working.given if volume is not None)
        if known:
            depth = layer.output.depth if layer.output else _depth(layer.working.layer, known)
            found[name] = Volume((*(extent + by for extent in known[0].spatial), depth))
    return found


def _depth(layer: Layer, given: tuple[Volume, ...]) -> int:
    """Give the depth that a layer would make, as far as it can be known of what it reads."""
    try:
        return sum(axis.size for axis in resolved(layer, given).depth(*given))
    except SpecError:
        return given[0].depth
