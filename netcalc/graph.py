"""A network laid flat: repeats expanded into named nodes, each knowing which nodes it reads."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from netcalc import problems
from netcalc.composition import Partial, Repeat, Unread
from netcalc.layers.base import Layer
from netcalc.problems import Path, Problem
from netcalc.words import name_hint

MOST_LAYERS: Final = 100_000
MOST_HINTS: Final = 100
MOST_NAMES: Final = 500
INPUT: Final = "input"
AUTOMATIC: Final = re.compile(r".*[a-z]\d+")


@dataclass(frozen=True, slots=True)
class Node:
    """A layer in its place: its name, the nodes it reads (-1: the network's input), where it was written."""

    name: str
    layer: Layer
    reads: tuple[int, ...]
    path: Path


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in the order of calculation, and the ranges of nodes that were given a name together."""

    nodes: tuple[Node, ...]
    groups: dict[str, slice]


class Reads(NamedTuple):
    """What `from` names, and where that was written; nothing: the layer before."""

    names: tuple[str, ...] = ()
    path: Path = ()


NOTHING: Final = Reads()


class Scope:
    """Names that can be referred to: those of this pass, then those of the list around it, and so outward."""

    def __init__(self, outer: "Scope | None" = None) -> None:
        """Open a scope inside another."""
        self.outer = outer
        self.names: dict[str, int] = {}

    def find(self, name: str) -> int | None:
        """Give the number of the node that a name stands for here."""
        if name == INPUT:
            return -1
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return None


class Expansion:
    """One walk over the written layers that lays them flat and notes every name that is wrong."""

    def __init__(self) -> None:
        """Start with no layer."""
        self.nodes: list[Node] = []
        self.made = 0
        self.groups: dict[str, slice] = {}
        self.problems: list[Problem] = []
        self.noted: set[tuple[str, Path, str]] = set()
        self.counts: dict[str, int] = {}
        self.top = Scope()
        self.guesses = False

    def run(self, layers: tuple[Partial, ...]) -> "Expansion":
        """Lay the layers flat, unless there would be too many."""
        self._check_size(layers, ("layers",))
        if not self.problems:
            self.guesses = any(isinstance(item, Unread) and not item.kind for item in _every(layers))
            self._list(layers, ("layers",), self.top, ())
        return self

    def graph(self) -> Graph:
        """Give what came of it."""
        return Graph(tuple(self.nodes), self.groups)

    def _check_size(self, layers: tuple[Partial, ...], path: Path) -> int:
        total = 0
        for place, item in enumerate(layers):
            here = (*path, place)
            if isinstance(item, Repeat):
                inner = self._check_size(item.layers, (*here, "repeat", "layers")) if item.times else 0
                total += item.times * max(inner, 1)
                here = (*here, "repeat", "times")
            else:
                total += 1
            if total > MOST_LAYERS and not self.problems:
                message = f"more than {MOST_LAYERS:,} layers after expansion"
                self.problems.append(Problem(code=problems.LIMIT_EXCEEDED, message=message, path=here))
        return total

    def _list(
        self, layers: Iterable[Partial], path: Path, scope: Scope, passes: tuple[int, ...], first: Reads = NOTHING
    ) -> None:
        start = self.made
        for place, item in enumerate(layers):
            here = (*path, place)
            reads = first if self.made == start else NOTHING
            if isinstance(item, Repeat):
                self._repeat(item, here, scope, passes, reads)
            else:
                self._layer(item, here, scope, passes, reads)

    def _repeat(self, item: Repeat, path: Path, scope: Scope, passes: tuple[int, ...], first: Reads) -> None:
        start = self.made
        reads = Reads(item.from_, (*path, "repeat", "from")) if item.from_ else first
        for number in range(1, item.times + 1):
            inner = (*path, "repeat", "layers")
            self._list(item.layers, inner, Scope(scope), (*passes, number), reads if number == 1 else NOTHING)
        if item.name is not None and self.made > start:
            name = ".".join((item.name, *map(str, passes)))
            self._take(name, item.name, self.made - 1, scope, (*path, "repeat", "name"))
            self.groups[name] = slice(start, self.made)

    def _layer(self, item: Layer | Unread, path: Path, scope: Scope, passes: tuple[int, ...], first: Reads) -> None:
        if isinstance(item, Unread) and not item.kind and item.name is None:
            self.made += 1
            return
        self.counts[item.kind] = self.counts.get(item.kind, 0) + 1
        here = (*path, item.kind)
        if item.name is None:
            name = short = f"{item.kind}{self.counts[item.kind]}"
        else:
            short, name = item.name, ".".join((item.name, *map(str, passes)))
        if isinstance(item, Layer):
            reads = Reads(item.from_, (*here, "from")) if item.from_ else first
            self.nodes.append(Node(name, item, self._find(item, reads, scope), path))
        self._take(name, short, self.made, scope, (*here, "name"))
        self.made += 1

    def _take(self, name: str, short: str, number: int, scope: Scope, path: Path) -> None:
        if name in self.top.names:
            message = f"two layers would be called `{name}`"
            hint = "an automatic name is the kind and its number: give one of them another name"
            self._wrong(short, Problem(code=problems.DUPLICATE_NAME, message=message, hint=hint, path=path, layer=name))
            return
        self.top.names[name] = number
        scope.names[short] = number

    def _wrong(self, name: str, problem: Problem) -> None:
        """Note what is wrong with a name, once for all the passes of a repeat."""
        key = (problem.code, problem.path, name)
        if key not in self.noted:
            self.noted.add(key)
            self.problems.append(problem)

    def _find(self, layer: Layer, reads: Reads, scope: Scope) -> tuple[int, ...]:
        if not reads.names:
            return (self.made - 1,)
        if len(reads.names) > 1 and not layer.joins:
            message = f"{layer.kind} reads one layer, not {len(reads.names)}"
            hint = "join them first: `add`, `multiply` or `concat`"
            self._wrong("", Problem(code=problems.INVALID_VALUE, message=message, hint=hint, path=reads.path))
        return tuple(self._number(name, scope, reads.path) for name in reads.names)

    def _number(self, name: str, scope: Scope, path: Path) -> int:
        number = scope.find(name)
        if number is not None:
            return number
        excused = self.guesses and AUTOMATIC.fullmatch(name)
        if not excused and (problems.UNKNOWN_REFERENCE, path, name) not in self.noted:
            message, hint = f"no layer before this one is called `{name}`", self._hint(name, scope)
            self._wrong(name, Problem(code=problems.UNKNOWN_REFERENCE, message=message, hint=hint, path=path))
        return -1

    def _hint(self, name: str, scope: Scope) -> str:
        known = (INPUT, *list(scope.names)[-MOST_NAMES:], *list(self.top.names)[-MOST_NAMES:])
        hint = name_hint(name, known) if len(self.problems) < MOST_HINTS else ""
        return hint or "only layers that stand before it can be read"


def _every(layers: Iterable[Partial]) -> Iterator[Partial]:
    for item in layers:
        yield item
        if isinstance(item, Repeat):
            yield from _every(item.layers)
