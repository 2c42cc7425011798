"""A network laid flat: repeats, residuals, branches and blocks made into named nodes that know what they read."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from netcalc import problems
from netcalc.layers import CATALOGUE
from netcalc.layers.base import Layer
from netcalc.network.composition import Parallel, Partial, Repeat, Residual, Unread, Use
from netcalc.network.scope import INPUT, Scope
from netcalc.problems import Path, Problem
from netcalc.text.words import name_hint

MOST_LAYERS: Final = 100_000
MOST_HINTS: Final = 100
LONGEST_NAME: Final = 1_000
MOST_NAMES: Final = 500
AUTOMATIC: Final = re.compile(r".*[a-z]\d+")


class Node(NamedTuple):
    """A layer in its place: its name, the nodes it reads (-1: the network's input), where it was written and used."""

    name: str
    layer: Layer
    reads: tuple[int, ...]
    path: Path
    uses: tuple[Path, ...] = ()


class Group(NamedTuple):
    """Nodes that have a name together: a block in use, or a named repeat."""

    kind: str
    span: slice


class Graph(NamedTuple):
    """Nodes in the order of calculation, and the groups among them by name."""

    nodes: tuple[Node, ...]
    groups: dict[str, Group]


class Expansion:
    """One walk over the written layers that lays them flat and notes every name that is wrong."""

    def __init__(self) -> None:
        """Start with no layer."""
        self.nodes: list[Node] = []
        self.made = 0
        self.groups: dict[str, Group] = {}
        self.unread: list[str] = []
        self.problems: list[Problem] = []
        self.noted: set[tuple[str, Path, str]] = set()
        self.sizes: dict[int, int] = {}
        self.joins: dict[int, Layer] = {}
        self.top = Scope()
        self.guesses = False

    def run(self, layers: tuple[Partial, ...]) -> "Expansion":
        """Lay the layers flat, unless there would be too many."""
        self._size(layers, ("layers",))
        if not self.problems:
            self.guesses = any(isinstance(item, Unread) and not item.kind for item in _every(layers, set()))
            self._list(layers, ("layers",), self.top, -1)
        return self

    def names(self) -> dict[str, None]:
        """Give the names that can be asked for: those of layers, and of groups that hold any."""
        return dict.fromkeys((*(node.name for node in self.nodes), *self.unread, *self.groups))

    def graph(self) -> Graph:
        """Give what came of it."""
        return Graph(tuple(self.nodes), self.groups)

    def _size(self, layers: tuple[Partial, ...], path: Path) -> int:
        """Count the layers a list expands to, each list once; an empty pass counts as one, so passes are bounded."""
        if id(layers) in self.sizes:
            return self.sizes[id(layers)]
        total = 0
        for place, item in enumerate(layers):
            total += max(1, self._item_size(item, (*path, place)))
            if total > MOST_LAYERS and not self.problems:
                here = (*path, place, item.kind, *(("times",) if isinstance(item, Repeat) else ()))
                message = f"more than {MOST_LAYERS:,} layers after expansion"
                self.problems.append(Problem(code=problems.LIMIT_EXCEEDED, message=message, path=here))
        self.sizes[id(layers)] = total
        return total

    def _item_size(self, item: Partial, path: Path) -> int:
        here = (*path, item.kind)
        if isinstance(item, Repeat):
            return item.times * max(1, self._size(item.layers, (*here, "layers"))) if item.times else 0  # type: ignore[arg-type]
        if isinstance(item, Use):
            return self._size(item.layers, item.path)
        return 1 + sum(self._size(branch, (*here, *where)) for where, branch in _branches(item))

    def _list(self, layers: Iterable[Partial], path: Path, scope: Scope, given: int) -> int:
        """Lay a list flat: the first reads the given node, each the one before; give the last."""
        last = given
        for place, item in enumerate(layers):
            last = self._item(item, (*path, place), scope, last)
        return last

    def _item(self, item: Partial, path: Path, scope: Scope, given: int) -> int:
        if isinstance(item, Layer | Unread):
            return self._layer(item, path, scope, given)
        here = (*path, item.kind)
        source = self._source(item.from_, (*here, "from"), scope, given)
        if isinstance(item, Repeat):
            return self._repeat(item, here, scope, source)
        if isinstance(item, Use):
            return self._use(item, here, scope, source)
        ends = [self._list(branch, (*here, *where), scope, source) for where, branch in _branches(item)]
        if isinstance(item, Residual):
            ends = (*ends, source)[:2]  # type: ignore[assignment]
        return self._join(item, path, scope, tuple(ends))

    def _repeat(self, item: Repeat, path: Path, scope: Scope, source: int) -> int:
        start, last = self.made, source
        for number in range(1, item.times + 1):
            last = self._list(item.layers, (*path, "layers"), scope.passing(number), last)  # type: ignore[arg-type]
        if item.name is not None:
            self._group(item.kind, item.name, scope, (*path, "name"), slice(start, self.made), last)
        return last

    def _use(self, item: Use, path: Path, scope: Scope, source: int) -> int:
        start, short = self.made, item.name or scope.automatic(item.kind)
        if item.name is not None:
            scope.automatic(item.kind)
        relative = scope.passed(short) if item.name else short
        taken = scope.full(relative) in scope.home.every
        inner = scope.inside(f"{relative}~{start}" if taken else relative, (*scope.uses, path))
        last = self._list(item.layers, item.path, inner, source)
        self._group(
            item.kind, short, scope, (*path, "name"), slice(start, self.made), last, named=item.name is not None
        )
        return last

    def _group(  # noqa: PLR0913
        self, kind: str, short: str, scope: Scope, path: Path, span: slice, last: int, *, named: bool = True
    ) -> None:
        relative = scope.passed(short) if named else short
        self._take(relative, short, last, scope, path)
        if span.stop > span.start:
            self.groups[scope.full(relative)] = Group(kind, span)

    def _layer(self, item: Layer | Unread, path: Path, scope: Scope, given: int) -> int:
        if isinstance(item, Unread) and not item.kind and item.name is None:
            self.made += 1
            return self.made - 1
        here = (*path, item.kind)
        if isinstance(item, Layer) and item.from_:
            if len(item.from_) > 1 and not item.joins:
                self._several(item, here, scope)
            reads = tuple(self._number(name, scope, (*here, "from"), given) for name in item.from_)
        else:
            reads = (given,)
        return self._node(item, path, scope, reads)

    def _node(self, item: Layer | Unread, path: Path, scope: Scope, reads: tuple[int, ...]) -> int:
        automatic = scope.automatic(item.kind)
        short = item.name or automatic
        relative = scope.passed(short) if item.name else short
        number, self.made = self.made, self.made + 1
        if isinstance(item, Unread):
            self.unread.append(scope.full(relative))
        else:
            self.nodes.append(Node(scope.full(relative), item, reads, path, scope.uses))
        self._take(relative, short, number, scope, (*path, item.kind, "name"))
        return number

    def _join(self, item: Residual | Parallel, path: Path, scope: Scope, reads: tuple[int, ...]) -> int:
        """End a residual or parallel with its join, which takes its name; one object for all passes."""
        if id(item) not in self.joins:
            kind = "add" if isinstance(item, Residual) else item.join
            self.joins[id(item)] = CATALOGUE[kind].model_construct(name=item.name, from_=())
        return self._node(self.joins[id(item)], (*path, item.kind), scope, reads)

    def _several(self, layer: Layer, path: Path, scope: Scope) -> None:
        message = f"{layer.kind} reads one layer, not {len(layer.from_ or ())}"
        hint = "join them first: `add`, `multiply` or `concat`"
        self._wrong(
            "", Problem(code=problems.INVALID_VALUE, message=message, hint=hint, path=(*path, "from"), uses=scope.uses)
        )

    def _source(self, names: tuple[str, ...] | None, path: Path, scope: Scope, given: int) -> int:
        """Find what the first layers of a composite read."""
        if not names:
            return given
        if len(names) > 1:
            message, hint = f"this reads one layer, not {len(names)}", "join them first: `add`, `multiply` or `concat`"
            self._wrong(
                "", Problem(code=problems.INVALID_VALUE, message=message, hint=hint, path=path, uses=scope.uses)
            )
        return self._number(names[0], scope, path, given)

    def _take(self, relative: str, short: str, number: int, scope: Scope, path: Path) -> None:
        name = scope.full(relative)
        if len(name) > LONGEST_NAME:
            message = f"the name `{name[:40]}...` is longer than {LONGEST_NAME} signs"
            self._wrong(short, Problem(code=problems.LIMIT_EXCEEDED, message=message, path=path, uses=scope.uses))
            return
        if name in scope.home.every:
            message = f"two layers would be called `{name}`"
            hint = "an automatic name is the kind and its number: give one of them another name"
            problem = Problem(
                code=problems.DUPLICATE_NAME, message=message, hint=hint, path=path, layer=name, uses=scope.uses
            )
            self._wrong(short, problem)
            return
        scope.take(relative, short, number)

    def _wrong(self, name: str, problem: Problem) -> None:
        """Note what is wrong with a name, once for all the passes of a repeat and all the uses of a block."""
        key = (problem.code, problem.path, name)
        if key not in self.noted:
            self.noted.add(key)
            self.problems.append(problem)

    def _number(self, name: str, scope: Scope, path: Path, given: int) -> int:
        number = scope.find(name)
        if number is not None:
            return number
        excused = self.guesses and AUTOMATIC.fullmatch(name)
        if not excused and (problems.UNKNOWN_REFERENCE, path, name) not in self.noted:
            message, hint = f"no layer before this one is called `{name}`", self._hint(name, scope)
            code = problems.UNKNOWN_REFERENCE
            self._wrong(name, Problem(code=code, message=message, hint=hint, path=path, uses=scope.uses))
        return given

    def _hint(self, name: str, scope: Scope) -> str:
        if len(self.problems) >= MOST_HINTS:
            return ""
        known = (INPUT, *list(scope.names)[-MOST_NAMES:], *list(scope.home.every)[-MOST_NAMES:])
        return name_hint(name, known) or "only layers that stand before it can be read"


def _branches(item: Partial) -> list[tuple[Path, tuple[Partial, ...]]]:
    """Give the lists of a residual or parallel, in the order they are laid flat, each with its path."""
    if isinstance(item, Residual):
        shortcut = [(("shortcut",), item.shortcut)] if item.shortcut else []
        return [(("layers",), item.layers), *shortcut]  # type: ignore[list-item]
    if isinstance(item, Parallel):
        return [(("branches", place), branch) for place, branch in enumerate(item.branches)]  # type: ignore[misc]
    return []


def _every(layers: tuple[Partial, ...], seen: set[int]) -> Iterator[Partial]:
    """Go through all items, each list once."""
    if id(layers) in seen:
        return
    seen.add(id(layers))
    for item in layers:
        yield item
        held = (item.layers,) if isinstance(item, Repeat | Use) else tuple(branch for _, branch in _branches(item))
        for each in held:
            yield from _every(each, seen)  # type: ignore[arg-type]
