"""One walk over the items that lays them flat: layer by layer, through repeats, branches and blocks."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from netcalc.layers.base import Layer
from netcalc.network.findings import Findings
from netcalc.network.graph import Graph, Group, Node, Sharing
from netcalc.network.items import Branched, LeftOut, NotUnderstood, Partial, Repeated, Use, lists
from netcalc.network.laying.inputs import NOWHERE, ONE, given, opened, unsaid
from netcalc.network.laying.names import take
from netcalc.network.laying.outputs import found, last
from netcalc.network.laying.references import References
from netcalc.network.laying.scope import Scope
from netcalc.network.laying.sizing import excess
from netcalc.problems import Path, Problem


class Laid(NamedTuple):
    """What came of it: the graph, the names that can be asked for, what is wrong, how names were looked up.

    `left` are the names of what was left out.
    """

    graph: Graph
    names: dict[str, None]
    problems: list[Problem]
    references: References
    left: Collection[str] = ()


def lay(layers: tuple[Partial, ...], outputs: tuple[str, ...] | None = None, inputs: tuple[str, ...] = ONE) -> Laid:
    """Lay layers flat, unless there would be too many."""
    findings = Findings()
    guesses = any(isinstance(item, NotUnderstood) and not item.kind for item in _every(layers, set()))
    walk = Walk(References(findings, inputs, guesses=guesses))
    too_many = excess(layers)
    if too_many is not None:
        findings.note(too_many)
        return Laid(Graph((), {}, (), inputs), {}, findings.problems, walk.references)
    top = opened(inputs)
    walk.list(layers, ("layers",), top, given(inputs))
    if walk.unsaid is not None:
        findings.note(unsaid(layers, walk.unsaid, inputs))
    leaving = last(walk.nodes, inputs) if outputs is None else found(outputs, top, walk.references)
    named = () if inputs == ONE else [f"{name}.output" for name in inputs]  # an input has this number alone
    names = dict.fromkeys((*(node.name for node in walk.nodes), *walk.unread, *walk.groups, *named))
    graph = Graph(tuple(walk.nodes), walk.groups, leaving, inputs)
    return Laid(graph, names, findings.problems, walk.references, top.home.left)


class Walk:
    """The nodes laid so far, the names of those that could not be read, and the groups."""

    def __init__(self, references: References) -> None:
        """Start with no layer."""
        self.references = references
        self.nodes: list[Node] = []
        self.unread: list[str] = []
        self.groups: dict[str, Group] = {}
        self.unsaid: Path | None = None
        self.made = 0

    def list(self, layers: tuple[Partial, ...], path: Path, scope: Scope, given: int) -> int:
        """Lay a list flat: the first reads the given node, each the one before; give the last."""
        last = given
        for place, item in enumerate(layers):
            last = self._item(item, (*path, place), scope, last)
        return last

    def _item(self, item: Partial, path: Path, scope: Scope, given: int) -> int:
        if isinstance(item, LeftOut):
            scope.leave(item.names)
            return given
        if not isinstance(item, Repeated | Branched | Use):
            return self._layer(item, path, scope, given)
        here = (*path, item.kind)
        source = self.references.one(item.from_, scope, (*here, "from"), given)
        if isinstance(item, Repeated):
            return self._repeat(item, here, scope, source)
        if isinstance(item, Use):
            return self._use(item, here, scope, source)
        return self._branches(item, here, scope, source)

    def _repeat(self, item: Repeated, path: Path, scope: Scope, source: int) -> int:
        start, last = self.made, source
        for number, layers in enumerate(item.every(), 1):
            last = self.list(layers, (*path, "layers"), scope.passing(number), last)
        if item.name is not None:
            self._take(scope.passed(item.name), item.name, last, scope, (*path, "name"))
            self._group(item.kind, scope.full(scope.passed(item.name)), start)
        return last

    def _use(self, item: Use, path: Path, scope: Scope, source: int) -> int:
        start, automatic = self.made, scope.automatic(item.kind)
        short, relative = (automatic, automatic) if item.name is None else (item.name, scope.passed(item.name))
        taken = scope.full(relative) in scope.home.every
        inner = scope.inside(f"{relative}~{start}" if taken else relative, (*scope.uses, path))
        before = len(self.nodes)
        last = self.list(item.layers, item.path, inner, source)
        shares = self._shared(item, before, scope, path) if item.share else None
        self._take(relative, short, last, scope, (*path, "name"))
        self._group(item.kind, scope.full(relative), start, shares)
        return last

    def _branches(self, item: Branched, path: Path, scope: Scope, source: int) -> int:
        """Lay the branches flat, and end them with their join."""
        ends = [self.list(branch.layers, (*path, *branch.steps), scope, source) for branch in item.branches]
        return self._node(item.join, path, scope, tuple(ends))

    def _layer(self, item: Layer | NotUnderstood, path: Path, scope: Scope, given: int) -> int:
        if isinstance(item, NotUnderstood) and not item.kind and item.name is None:
            self.made += 1
            return self.made - 1
        if isinstance(item, NotUnderstood):
            return self._node(item, path, scope, (given,))
        where = (*path, item.kind, "from")
        if item.from_ and len(item.from_) not in item.volumes:
            self.references.too_many(item, item.from_, scope, where)
        if 0 in item.volumes or item.alone:
            return self._node(item, path, scope, ())
        reads = (self.references.number(name, scope, where, given) for name in item.from_ or ())
        return self._node(item, path, scope, tuple(reads) or (given,))

    def _node(self, item: Layer | NotUnderstood, path: Path, scope: Scope, reads: tuple[int, ...]) -> int:
        automatic = scope.automatic(item.kind)
        short, relative = (automatic, automatic) if item.name is None else (item.name, scope.passed(item.name))
        number, self.made = self.made, self.made + 1
        if NOWHERE in reads and self.unsaid is None:
            self.unsaid = (*scope.uses, path)[0]
        if isinstance(item, NotUnderstood):
            self.unread.append(scope.full(relative))
        else:
            share = self._owner(item, scope, path) if item.share else None
            measured = self._measured(item, path, scope)
            self.nodes.append(Node(scope.full(relative), item, reads, path, scope.uses, measured, share))
        self._take(relative, short, number, scope, (*path, item.kind, "name"))
        return number

    def _shared(self, item: Use, before: int, scope: Scope, path: Path) -> str | None:
        """Load what lets a use of a block take another's arrays; the other's name, where it can."""
        from netcalc.network.laying.sharing import of_use

        name, self.nodes[before:] = of_use(item, self.nodes[before:], scope, path, self.references, self.groups)
        return name

    def _owner(self, item: Layer, scope: Scope, path: Path) -> Sharing | None:
        """Load what finds whose arrays a layer uses."""
        from netcalc.network.laying.sharing import of_layer

        return of_layer(item, scope, path, self.references, self.groups)

    def _measured(self, item: Layer, path: Path, scope: Scope) -> tuple[int, ...]:
        """Find the nodes that a layer reads for their extents alone."""
        where = (*path, item.kind, "to")
        return tuple([self.references.number(name, scope, where, -1) for name in item.measured()])

    def _take(self, relative: str, short: str, number: int, scope: Scope, path: Path) -> None:
        take(relative, short, number, scope, path, self.references.findings)

    def _group(self, kind: str, name: str, start: int, shares: str | None = None) -> None:
        if self.made > start:
            self.groups[name] = Group(kind, slice(start, self.made), shares)


def _every(layers: tuple[Partial, ...], seen: set[int]) -> Iterator[Partial]:
    """Go through all items, each list once."""
    if id(layers) not in seen:
        seen.add(id(layers))
        for item in layers:
            yield item
            for each in lists(item):
                yield from _every(each, seen)
