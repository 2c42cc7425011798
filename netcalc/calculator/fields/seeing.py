"""What every layer of a network sees of one of its inputs, followed layer by layer; and of several inputs, together."""

from collections.abc import Sequence

from netcalc.calculator.fields.meeting import met, spanless
from netcalc.calculator.fields.receptive import Tracker
from netcalc.calculator.fields.sight import UNSEEING, Path, Sight, everything, field_of, turned
from netcalc.calculator.fields.spans import Seen
from netcalc.calculator.layer import Outcome
from netcalc.layers.base import Turned, Unknown
from netcalc.network.graph import Graph, Node
from netcalc.report.report import ReceptiveField
from netcalc.volume import Volume


class Seeing:
    """Follows what is seen of one input; the volumes, by their numbers, are worked out as it goes."""

    def __init__(self, graph: Graph, seen: int, volumes: Sequence[Volume | None], tracker: Tracker) -> None:
        """Start at the inputs, of which one is seen: the one with this number."""
        self.names = [*(node.name for node in graph.nodes), *reversed(graph.inputs)]
        self.volumes, self.tracker = volumes, tracker
        self.sights: list[Sight | None] = [None] * len(graph.nodes) + [UNSEEING] * len(graph.inputs)
        self.fields: list[ReceptiveField | None] = [None] * len(self.sights)
        given = volumes[seen]
        assert given is not None
        whole = Sight("spans", tuple(Seen() for _ in given.spatial))
        self.sights[seen], self.fields[seen] = whole, field_of(whole, given.spatial)

    def look(self, number: int, node: Node, found: Outcome) -> Sight | None:
        """Say what a layer's values see, and keep it; None where no volume leaves it."""
        sight = self._seen(node, found)
        self.sights[number], self.fields[number] = sight, self._field(sight, node, found.made)
        return sight

    def _seen(self, node: Node, found: Outcome) -> Sight | None:
        if found.made is None:
            return None
        if found.sees == "own" and len(node.reads) == 1:
            return self._passed(self.sights[node.reads[0]], found)
        paths, sees = self._paths(node), found.sees
        if sees == "nothing" or not any(path.sight.sees != "nothing" for path in paths):
            return UNSEEING
        if sees == "all" and len(paths) > 1 and all(path.sight.sees == "nothing" for path in paths[1:]):
            return paths[0].sight  # keys that see nothing: a position has its own queries
        if sees == "all":
            return everything(node.name)
        if isinstance(sees, Unknown):
            return spanless(paths) or Sight("unknown", note=f"{node.name} {sees.reason}")
        if isinstance(sees, Turned):
            return turned(paths[0].sight, sees.order)
        before = paths[0].sight if len(paths) == 1 else met(self.tracker, paths, node.name, gates=node.layer.gates)
        return before if found.looks is None else self.tracker.through(before, found.looks)

    def _passed(self, before: Sight | None, found: Outcome) -> Sight:
        """Give what a layer sees that reads one volume, at its own positions or through a window."""
        if before is None or before.sees == "nothing":
            return UNSEEING
        return before if found.looks is None else self.tracker.through(before, found.looks)

    def _field(self, sight: Sight | None, node: Node, made: Volume | None) -> ReceptiveField | None:
        """Put what is seen as numbers; what is handed on unchanged has its numbers already."""
        if sight is None or made is None:
            return None
        if sight.sees == "spans" and sight is self.sights[node.reads[0]]:
            return self.fields[node.reads[0]]
        return field_of(sight, made.spatial)

    def _paths(self, node: Node) -> list[Path]:
        """Give what the layer reads: how far each extends, and what its values see."""
        return [
            Path(self.names[number], volume.spatial, sight)
            for number in node.reads
            if (volume := self.volumes[number]) is not None and (sight := self.sights[number]) is not None
        ]


def together(names: Sequence[str], sights: Sequence[Sight]) -> int | Sight:
    """Say which sight, by its place, is that of every input that is seen; where they differ, that nobody can say."""
    seeing = [place for place, sight in enumerate(sights) if sight.sees != "nothing"]
    if not seeing:
        return 0
    alike = {(sights[place].sees, sights[place].axes, sights[place].order) for place in seeing}
    if len(alike) == 1:
        return seeing[0]
    unknown = next((place for place in seeing if sights[place].sees == "unknown"), None)
    if unknown is not None:
        return unknown
    several = " and ".join(names[place] for place in seeing)
    return Sight("unknown", note=f"it sees {several} through different windows")
