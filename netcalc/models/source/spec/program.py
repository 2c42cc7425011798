"""A network as a spec that a person would have written: what is alike is a block, what comes again a repeat."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from netcalc.models.source.classes import Class, key, whole
from netcalc.models.source.piece import NEEDED
from netcalc.models.source.spec.claims import claims
from netcalc.models.source.spec.layout import Layout
from netcalc.models.source.spec.lines import STEP, Around, Block, List, aligned, wrapped
from netcalc.models.source.spec.places import Scope
from netcalc.models.source.spec.steps import Step
from netcalc.models.source.tree import Use
from netcalc.network.network import Network
from netcalc.network.plain import plain
from netcalc.report.report import Report
from netcalc.text.emit import inline

ARGUMENT: Final = "x"  # a layer that a block reads by its name


def program(network: Network, report: Report) -> str:
    """Write a valid network as a spec."""
    spec = "\n".join(Writing(network, report).lines())
    claimed = claims(network, report, spec)
    expected = (f"{STEP}{query}: {inline(value)}" for query, value in claimed.items())
    return "\n".join((spec, *(["expect:", *expected] if claimed else []), ""))


class Writing:
    """A network being written: what stands before its blocks, its blocks, its layers, what stands behind them."""

    def __init__(self, network: Network, report: Report) -> None:
        """Lay the network out."""
        self.network, self.laid = network, Layout(network, report)

    def lines(self) -> Iterator[str]:
        """Write all of it but what is claimed."""
        yield from self._head()
        yield from self._blocks()
        yield from self._layers()
        yield from self._tail()

    def _head(self) -> Iterator[str]:
        network = self.network
        file = Path(network.origin.file).name if network.origin and network.origin.stem else ""
        origin = f", from {file}" if file else ""
        yield f"# {network.called or 'A network'}{origin}, written by netcalc"
        coming = {name: str(volume) for name, volume in network.inputs.items()}
        if network.name:
            yield f"name: {inline(network.name)}"
        if list(coming) == ["input"]:
            yield f"input: {coming['input']}"
        else:
            yield f"inputs: {inline(coming or 'none')}"
        if network.rounding != "exact":
            yield f"rounding: {network.rounding}"

    def _blocks(self) -> Iterator[str]:
        if self.laid.classes:
            yield "blocks:"
        for each, of in self.laid.classes.items():
            named = self._arguments(of)
            given = {name: None if default is NEEDED else default for name, _, default in of.parameters}
            given |= dict.fromkeys(named.values())
            indent = STEP * (3 if given else 2)
            outside = {of.reads[place]: f"${{{name}}}" for place, name in named.items()}
            made = self._list(of, self.laid.inside[each], outside, each)
            yield f"{STEP}{of.name}:"
            if given:
                yield from wrapped(f"{STEP * 2}args", given, STEP * 2)
                yield f"{STEP * 2}layers:"
            yield from aligned(made.written(of.reads[0], indent))

    def _layers(self) -> Iterator[str]:
        of = whole("", self.laid.items, self.laid.leaving)
        outside = {number: name for name, number in self.network.graph.numbers.items()}
        yield "layers:"
        yield from [] if of.items else [f"{STEP}- repeat: {{times: 0, layers: []}}"]
        yield from aligned(self._list(of, self.laid.top, outside, None).written(self.laid.before, STEP))

    def _tail(self) -> Iterator[str]:
        network = self.network
        names = [self.laid.top.names.called[node] for node in self.laid.leaving if node >= 0]
        if self.laid.leaving != (len(network.graph.nodes) - 1,) and names:
            yield f"outputs: {inline(names)}"
        if network.loss:
            yield f"loss: {inline(plain(network.loss))}"
        if network.train:
            yield f"train: {inline(plain(network.train))}"

    def _list(self, of: Class, scope: Scope, outside: Mapping[int, str], each: object) -> List:
        def remark(step: Step) -> str:
            return self.laid.volumes.remark(each, step.item)

        return List(
            of, scope, outside, Around(self.laid.needs, self._block, self.laid.share, remark, self.laid.repeated)
        )

    def _block(self, use: Use) -> Block:
        of = self.laid.classes[key(use)]
        return Block(of, self._arguments(of))

    def _arguments(self, of: Class) -> dict[int, str]:
        """Name the layers that a block reads by name, by their places among all that it reads."""
        taken = {parameter.name for parameter in of.parameters}
        places = self.laid.needs.asked(Use("", "", of.items, of.reads)).named
        free = (name for name in _arguments(len(places)) if name not in taken)
        return dict(zip(places, free, strict=False))


def _arguments(count: int) -> list[str]:
    """Name arguments that are layers: x, or x1, x2."""
    return [ARGUMENT] if count == 1 else [f"{ARGUMENT}{number}" for number in range(1, 2 * count + 1)]
