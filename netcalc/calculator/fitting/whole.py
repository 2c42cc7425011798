"""Which inputs near the given one would let the whole network fit: found by trying, bounded in work."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Final, TypeAlias

from netcalc.calculator.layer import Outcome, outcome
from netcalc.calculator.rules import Rules
from netcalc.calculator.sharing import owner_of
from netcalc.layers.array import Parameter
from netcalc.network.graph import Graph
from netcalc.problems import SHAPE_MISMATCH, WINDOW_DOES_NOT_FIT, WINDOW_TOO_LARGE, Problem
from netcalc.volume import Volume

Inputs: TypeAlias = tuple[Volume, ...]
FARTHEST: Final = 256
MOST_WORK: Final = 2_000  # layers worked out, in all tries together
MOST_STEPS: Final = 100_000  # layers passed, worked out or known
FOUND: Final = 2
FEW: Final = 8  # the steps tried along each axis where the axes differ


class Trial:
    """Tries inputs, and counts the layers that it works out, so that no network can make that endless."""

    def __init__(self, graph: Graph, rules: Rules, joins: Collection[str] = ()) -> None:
        """Try inputs of this network; what these joins read is to have equal extents, none stretched."""
        self.graph, self.rules, self.joins = graph, rules, joins
        self.work, self.steps = 0, 0

    def fits(self, given: Inputs) -> bool:
        """Say whether every layer fits, up to the first that does not."""
        volumes: list[Volume] = []
        stored: list[tuple[Parameter, ...] | None] = []
        known: dict[tuple[int, tuple[Volume, ...], str | None], Outcome] = {}
        for node in self.graph.nodes:
            self.steps += 1
            reads = tuple([given[-1 - read] if read < 0 else volumes[read] for read in node.given])
            if node.name in self.joins and len({volume.spatial for volume in reads if volume.spatial}) > 1:
                return False
            owner = owner_of(node, self.graph.nodes, stored)
            key = (id(node.layer), reads, owner.name if owner else None)
            if key not in known:
                self.work += 1
                found = outcome(node.layer, reads, self.rules, hints=False, owner=owner)
                wrong = any(problem.severity == "error" for problem in found.problems)
                known[key] = found._replace(made=None) if wrong else found
            found = known[key]
            if found.made is None:
                return False
            volumes.append(found.made)
            stored.append(found.parameters)
        return True

    def near(self, given: Inputs) -> Iterator[Inputs]:
        """Find the nearest inputs with which the network fits: a square stays a square."""
        for tried in _nearby(given):
            if self.work > MOST_WORK or self.steps > MOST_STEPS:
                return
            if self.fits(tried):
                yield tried


def nearest(graph: Graph, given: Inputs, rules: Rules, joins: Collection[str] = ()) -> list[Inputs]:
    """Give the nearest inputs below, and the nearest above, or as many as are found."""
    found: dict[bool, Inputs] = {}
    for volumes in Trial(graph, rules, joins).near(given):
        found.setdefault(_values(volumes) > _values(given), volumes)
        if len(found) == FOUND:
            break
    return sorted(found.values())


def _values(volumes: Inputs) -> int:
    return sum(volume.values for volume in volumes)


def with_inputs(found: Sequence[Problem], graph: Graph, given: Mapping[str, Volume], rules: Rules) -> list[Problem]:
    """Add the nearest inputs with which the whole network fits to the hints of what does not fit."""
    reads = {node.name: node.reads for node in graph.nodes}
    alone = sum(node.layer.slides() for node in graph.nodes) == 1
    fixed = {node.name for node in graph.nodes if node.layer.wants in ("sequence", "numbers")}
    wrong = {each.layer for each in found if each.layer and _of_extents(each)} - fixed
    concerned = {layer for layer in wrong if not (alone and all(read < 0 for read in reads[layer]))}
    joins = {node.name for node in graph.nodes if node.name in wrong and node.layer.wants in ("alike", "equal")}
    inputs = nearest(graph, tuple(given.values()), rules, joins) if concerned else []
    if not inputs:
        return list(found)
    said = [_said(tuple(given), volumes) for volumes in inputs]
    text = f"the whole network fits {'an input of ' if len(given) == 1 else ''}{' or '.join(said)}"
    return [
        replace(each, hint="; ".join(filter(None, (each.hint, text))))
        if each.layer in concerned and _of_extents(each)
        else each
        for each in found
    ]


def _of_extents(problem: Problem) -> bool:
    """Say whether other extents may mend it: a window, or a join."""
    if problem.severity != "error":
        return False
    return problem.code in (WINDOW_DOES_NOT_FIT, WINDOW_TOO_LARGE) or (
        problem.code == SHAPE_MISMATCH and problem.path[-1] == "from"
    )


def _said(names: Sequence[str], volumes: Inputs) -> str:
    if len(names) == 1:
        return str(volumes[0])
    return ", ".join(f"{name} {volume}" for name, volume in zip(names, volumes, strict=True))


def _nearby(given: Inputs) -> Iterator[Inputs]:
    """Give the inputs around those given, the nearest first; all that have the same extents move together."""
    for spatial in dict.fromkeys(volume.spatial for volume in given):
        for extents in _around(spatial):
            yield tuple(Volume((*extents, each.depth)) if each.spatial == spatial else each for each in given)


def _around(spatial: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Give the extents around some, the nearest first."""
    if not spatial:
        return
    steps = sorted(range(-FARTHEST, FARTHEST + 1), key=abs)
    moves: Iterator[tuple[int, ...]]
    if len(set(spatial)) == 1:
        moves = ((step,) * len(spatial) for step in steps)
    else:
        few = steps[: 2 * FEW + 1]
        moves = iter(sorted(product(few, repeat=len(spatial)), key=lambda move: sum(map(abs, move))))
    for move in moves:
        extents = tuple(W + step for W, step in zip(spatial, move, strict=True))
        if any(move) and all(min(2, was) <= W for W, was in zip(extents, spatial, strict=True)):
            yield extents
