"""What a network consists of when it is written as a spec: its blocks and their lists, the names in them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from netcalc.models.source.blocks import blocks
from netcalc.models.source.classes import classes, key, uses
from netcalc.models.source.loops import Looping, looped
from netcalc.models.source.spec.fields import piece_of
from netcalc.models.source.spec.names import Names, Read, lettered
from netcalc.models.source.spec.needs import Needs
from netcalc.models.source.spec.own_names import REPEAT, OwnNames
from netcalc.models.source.spec.places import Scope, path, path_of_use
from netcalc.models.source.spec.shared import SHARED, Share, marked
from netcalc.models.source.spec.steps import Step, steps
from netcalc.models.source.spec.volumes import Volumes
from netcalc.models.source.tree import Item, Leaf, Loop, Use, first, tree
from netcalc.network.composition import FORMS
from netcalc.network.network import Network
from netcalc.report.report import Report
from netcalc.volume import Volume


class Layout:
    """A network to be written: its items, the classes of its blocks, the lists of both with their names."""

    def __init__(self, network: Network, report: Report) -> None:
        """Find what repeats and what is alike."""
        self.network, self.report, graph = network, report, blocks(network, report)
        self.needs = Needs(lambda node: len(graph.nodes[node].measures), self._volume)
        pieces = [piece_of(node, layer.working.layer) for node, layer in zip(graph.nodes, report.layers, strict=True)]
        self.leaving = tuple(output.node for output in graph.outputs)
        uses_alone = {name: group for name, group in graph.groups.items() if group.kind != REPEAT}
        items = marked(tree(graph._replace(groups=uses_alone), pieces, frozenset()), graph, range(0))
        found = looped(items, frozenset(self.leaving), Looping(self.needs.passes, called=OwnNames(network).of))
        names = {each: of.name for each, of in classes(found, frozenset(FORMS), lettered).items()}
        self.items = tuple(_named(item, names) for item in found)
        self.classes = classes(self.items, frozenset(FORMS), lettered)
        self.groups: dict[object, str] = {}
        for use in uses(self.items):
            self.groups.setdefault(key(use), use.group)
        self.inside: dict[object, Scope] = {}
        for each, of in self.classes.items():
            self.inside[each] = self._scope(of.items, of.reads[0], self.groups[each], (), ())
        self.before = -1 if graph.inputs == ("input",) else None
        self.top = self._scope(self.items, self.before, "", self.leaving, graph.inputs)
        self.volumes = Volumes(report, key, lambda each: self.classes[each].items)
        self.volumes.add(None, self.items, self.items, (0,))

    def _scope(
        self, items: Sequence[Item], before: int | None, group: str, kept: Sequence[int], taken: Sequence[str]
    ) -> Scope:
        made = steps(items, before, self._volume)
        named = {*self.needs.named(made, before), *kept}
        hiding = {name for scope in self.inside.values() for name in scope.names.called.values()}
        wanted = partial(self._wanted, group=group)
        return Scope(items, made, Names(made, wanted, Read(named, {*self.needs.passed(made)}, hiding), taken))

    def _wanted(self, step: Step, *, again: bool, group: str) -> str | None:
        """Give the name that a step had; in a repeat, where it had one for all passes."""
        item = step.item
        if isinstance(item, Loop):
            return None
        full = item.group if isinstance(item, Use) else self.network.graph.nodes[item.node].name
        parts = (full.removeprefix(f"{group}.") if group else full).split(".")
        if again and not parts[-1].isdigit():
            return None
        while again and parts and parts[-1].isdigit():
            parts.pop()
        return "_".join(parts) or None

    def _volume(self, node: int) -> Volume | None:
        """Give the volume that a layer makes, or that comes in."""
        if node < 0:
            return list(self.report.inputs.values())[-1 - node]
        return self.report.layers[node].output

    def repeated(self, loop: Loop, length: int) -> str | None:
        """Give the name of a repeat, where it had one."""
        start = first(loop)
        names = (
            name.rpartition(".")[2]
            for name, group in self.network.graph.groups.items()
            if group.kind == REPEAT and (group.span.start, group.span.stop) == (start, start + length)
        )
        return next((name for name in names if not name.isdigit()), None)

    def share(self, step: Step) -> Share | None:
        """Say whose arrays a layer or a block in use takes, by the name that leads there from where it stands."""
        item = step.item
        if isinstance(item, Use):
            return Share(".".join(path_of_use(item.shares, self.items, self.top, self._below))) if item.shares else None
        if not isinstance(item, Leaf) or SHARED not in item.piece.call:
            return None
        share = self.network.graph.nodes[item.node].share
        if share is None:
            return None
        whose, own = (path(node, self.items, self.top, self._below) for node in (share.owner, item.node))
        same = next((at for at, pair in enumerate(zip(whose, own, strict=False)) if len(set(pair)) > 1), 0)
        return Share(".".join(whose[same:]), share.transpose)

    def _below(self, use: Use) -> Scope:
        return self.inside[key(use)]


def _named(item: Item, names: Mapping[object, str]) -> Item:
    """Give an item whose blocks are called as they are in the spec."""
    if isinstance(item, Leaf):
        return item
    inside = tuple(_named(each, names) for each in item.items)
    return replace(item, items=inside) if isinstance(item, Loop) else replace(item, kind=names[key(item)], items=inside)
