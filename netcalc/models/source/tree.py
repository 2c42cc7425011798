"""A network as a tree: layers, blocks in use, and loops over what comes again and again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from netcalc.models.source.naming import free
from netcalc.models.source.piece import Arg, Piece
from netcalc.network.graph import Graph

TIMES: Final = "times"
GROWTH: Final = "growth"  # from pass to pass


@dataclass(frozen=True, slots=True)
class Leaf:
    """A layer, by its number in the graph; what it is in code."""

    node: int
    name: str
    piece: Piece
    reads: tuple[int, ...]

    @property
    def makes(self) -> int:
        """The number of what it makes."""
        return self.node


@dataclass(frozen=True, slots=True)
class Use:
    """A block in use: its kind, what stands in it, what it reads from outside; it makes what its last item makes.

    `group` is its name in the network, where it has one.
    """

    kind: str
    name: str
    items: "tuple[Item, ...]"
    reads: tuple[int, ...]
    shares: str | None = None
    group: str = ""

    @property
    def makes(self) -> int:
        """The number of what it makes."""
        return self.items[-1].makes


@dataclass(frozen=True, slots=True)
class Loop:
    """The same items `times` times, each reading what the one before made; `items` are the first pass.

    `steps` say by how much each argument grows from pass to pass; none where none does.
    """

    times: int
    name: str
    items: "tuple[Item, ...]"
    reads: tuple[int, ...]
    makes: int
    steps: tuple[int, ...] = ()

    @property
    def own(self) -> tuple[Arg, ...]:
        """Give its own arguments: its times, and by how much what grows in it does."""
        growths = dict.fromkeys(step for step in self.steps if step)
        return (Arg(TIMES, self.times), *(Arg(GROWTH, step) for step in growths))

    @property
    def grows(self) -> tuple[int, ...]:
        """Give for each argument of a pass the place in `own` of its growth; 0 where it does not grow."""
        places = {arg.value: place for place, arg in enumerate(self.own) if place}
        return tuple(places[step] if step else 0 for step in self.steps)


Item: TypeAlias = Leaf | Use | Loop


def leaves(items: Sequence[Item]) -> Iterator[Leaf]:
    """Give the layers of items, those in blocks and loops too."""
    for each in items:
        if isinstance(each, Leaf):
            yield each
        else:
            yield from leaves(each.items)


def tree(graph: Graph, pieces: Sequence[Piece], reserved: frozenset[str]) -> tuple[Item, ...]:
    """Lay a graph out as a tree; a block that more than its last layer is read of stands open, in what holds it."""
    starts: dict[int, list[tuple[int, str]]] = {}
    for name, group in graph.groups.items():
        starts.setdefault(group.span.start, []).append((group.span.stop, name))
    read_by = _readers(graph)

    def whole(start: int, stop: int) -> bool:
        """Whether only the last of these is read from outside."""
        return all(start <= reader < stop for place in range(start, stop - 1) for reader in read_by[place])

    def gathered(start: int, stop: int, opened: frozenset[str]) -> list[Item]:
        items: list[Item] = []
        place = start
        while place < stop:
            inner = [found for found in starts.get(place, ()) if found[0] <= stop and found[1] not in opened]
            if not inner:
                node = graph.nodes[place]
                items.append(Leaf(place, local(node.name), pieces[place], node.given))
                place += 1
                continue
            end, name = max(inner, key=lambda found: (found[0], -len(found[1])))
            found = gathered(place, end, opened | {name})
            outside = _outside(found, place)
            if len(found) > 1 and whole(place, end) and outside:
                group = graph.groups[name]
                items.append(Use(group.kind, local(name), _apart(found, reserved), outside, group.shares, name))
            else:
                items += found
            place = end
        return items

    return _apart(gathered(0, len(graph.nodes), frozenset()), reserved)


def _apart(items: Sequence[Item], reserved: frozenset[str]) -> tuple[Item, ...]:
    """Give items of one scope names that differ, and that the framework has no use for."""
    taken = set(reserved)
    made = []
    for each in items:
        name = free(each.name, taken, "_")
        taken.add(name)
        made.append(each if name == each.name else replace(each, name=name))
    return tuple(made)


def _readers(graph: Graph) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in graph.nodes]
    for place, node in enumerate(graph.nodes):
        for read in node.given:
            if read >= 0:
                found[read].append(place)
    for output in graph.outputs:
        if output.node >= 0:
            found[output.node].append(len(graph.nodes))
    return found


def _outside(items: Sequence[Item], start: int) -> tuple[int, ...]:
    """Give what these read of what stands before them, each once."""
    return tuple(dict.fromkeys(read for item in items for read in item.reads if read < start))


def local(name: str) -> str:
    """Give the last part of a name, passes (`.1`) with it, as Python writes names."""
    parts = name.split(".")
    last = next((place for place in range(len(parts) - 1, -1, -1) if not parts[place].isdigit()), 0)
    made = "_".join(parts[last:]).replace("-", "_")
    return f"layer_{made.lstrip('_')}" if made[0] in "_0123456789" else made


def args(item: Item) -> tuple[Arg, ...]:
    """Give all arguments of what stands in an item, in order; those of a loop are its own, then its first pass's."""
    if isinstance(item, Leaf):
        return tuple(arg for make in item.piece.makes for arg in make.args)
    inside = tuple(arg for each in item.items for arg in args(each))
    return (*item.own, *inside) if isinstance(item, Loop) else inside


def first(item: Item) -> int:
    """Give the number of the first layer that stands in an item."""
    return item.node if isinstance(item, Leaf) else first(item.items[0])


def shape(item: Item, place: Callable[[int], object]) -> object:
    """Give all of an item but the values of its arguments and the names of its layers; `place` says what is read."""
    reads = tuple(map(place, item.reads))
    if isinstance(item, Leaf):
        calls = tuple(
            (make.callee, make.suffix, tuple((arg.name, arg.keyword) for arg in make.args)) for make in item.piece.makes
        )
        owner = item.piece.owner if item.piece.owner is None else place(item.piece.owner)
        return ("layer", item.piece.call, calls, reads, owner)
    kind = item.kind if isinstance(item, Use) else ("loop", item.grows)
    return (kind, reads, shapes(item.items, item.reads))


def shapes(items: Sequence[Item], outside: Sequence[int]) -> tuple[object, ...]:
    """Give the shapes of items, what they read counted within them."""
    numbers: dict[int, object] = {read: ("outside", number) for number, read in enumerate(outside)}
    found = []
    for number, item in enumerate(items):
        found.append(shape(item, lambda read: numbers.get(read, ("far", read))))
        numbers[item.makes] = number
    return tuple(found)
