"""The one walk: layer by layer through the graph, what each makes and stores from what it says of itself."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from netcalc.calculator.layer import Outcome, outcome, unknown
from netcalc.calculator.rules import Rules
from netcalc.layers.array import Parameter
from netcalc.network.graph import Graph, Node
from netcalc.problems import SHAPE_MISMATCH, Path, Problem
from netcalc.volume import Volume

if TYPE_CHECKING:
    from netcalc.calculator.sharing import Owner

Lent: TypeAlias = tuple[int, bool, str] | None  # whose arrays a layer uses
Known: TypeAlias = tuple[int, tuple[Volume | None, ...], Volume | None, tuple[bool, ...], Lent]
NOTHING: Final[Mapping[str, Volume]] = MappingProxyType({})


class Walk:
    """One walk over a graph; it keeps what came of each layer, and what later layers read: volumes, arrays."""

    def __init__(
        self,
        given: Mapping[str, Volume],
        graph: Graph,
        rules: Rules,
        told: Mapping[str, Volume] = NOTHING,
        hints: int = 0,
    ) -> None:
        """Start at the inputs."""
        self.rules = rules
        self.told = told
        self.hints = hints
        self.volumes: list[Volume | None] = [
            *(None for _ in graph.nodes),
            *(given[name] for name in graph.inputs[::-1]),
        ]
        self.outcomes: dict[Known, Outcome] = {}
        self.learning = [False for _ in self.volumes]
        self.nodes = graph.nodes
        self.stored: list[tuple[Parameter, ...] | None] = [None] * len(graph.nodes)
        self.problems: list[Problem] = []
        self.unshared: set[tuple[Path, tuple[Path, ...]]] = set()
        self.layers = [self._layer(number, node) for number, node in enumerate(graph.nodes)]

    def _layer(self, number: int, node: Node) -> Outcome:
        """Work out the next layer."""
        given = tuple([self.volumes[number] for number in node.given])
        learns = tuple([self.learning[number] for number in node.reads])
        found = self._outcome(node, given, learns)
        self.learning[number] = True in learns or found.learns
        self.volumes[number], self.stored[number] = found.made, found.parameters
        for problem in found.problems if None not in given else (*found.problems, *self._unstated(node)):
            self._note(problem, node)
        return found

    def _unstated(self, node: Node) -> Iterator[Problem]:
        """Say which of the layers that it reads make a volume that nobody stated."""
        for read in node.given:
            if read >= 0 and self.nodes[read].layer.alone:
                name = self.nodes[read].name
                message = f"no volume is known of {name}, which it reads: its `output` is `unknown`"
                yield Problem(code=SHAPE_MISMATCH, message=message, hint=f"state the `output` of {name}")

    def _outcome(self, node: Node, given: tuple[Volume | None, ...], learns: tuple[bool, ...]) -> Outcome:
        """Work a layer out, once for all passes of a repeat that read the same volumes."""
        told = self.told.get(node.name)
        share = node.share and (node.share.owner, node.share.transpose, node.share.unlike)
        known = (id(node.layer), given, told, learns, share)
        made = self.outcomes.get(known)
        if made is None:
            made = self.outcomes[known] = self._worked_out(node, given, learns, told)
        return made

    def _worked_out(
        self, node: Node, given: tuple[Volume | None, ...], learns: tuple[bool, ...], told: Volume | None
    ) -> Outcome:
        volumes = tuple(volume for volume in given if volume is not None)
        if len(volumes) < len(given):
            return unknown(node.layer, given)
        hints = len(self.problems) < self.hints
        owner = self._owner(node) if node.share else None
        return outcome(node.layer, volumes, self.rules, hints=hints, told=told, learns=learns, owner=owner)

    def _owner(self, node: Node) -> "Owner | None":
        """Load what finds whose arrays are used, for a network that shares some."""
        from netcalc.calculator.sharing import owner_of

        return owner_of(node, self.nodes, self.stored)

    def _note(self, problem: Problem, node: Node) -> None:
        """Put a problem where it was written: with the layer, or with what says whose arrays it uses, once."""
        path, uses = (*node.path, node.layer.kind, *problem.path), node.uses
        if node.share and problem.path == ("share",):
            path, uses = node.share.path, node.share.uses
            if (path, uses) in self.unshared:
                return
            self.unshared.add((path, uses))
        self.problems.append(replace(problem, layer=node.name, path=path, uses=uses))
