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

    def look(self, number: int, node: Node, found: Outcome, made: Volume) -> Sight:
        """Say what the values of the volume that a layer makes see, and keep it."""
        first = node.reads[0] if node.reads else number
        before = self.sights[first]
        alone = found.sees == "own" and len(node.reads) == 1
        sight = self._passed(before, found) if alone else self._seen(node, found)
        same = sight is before and sight.sees == "spans"  # handed on unchanged, it has its numbers already
        self.sights[number] = sight
        self.fields[number] = self.fields[first] if same else field_of(sight, made.spatial)
        return sight

    def _passed(self, before: Sight | None, found: Outcome) -> Sight:
        """Give what a layer sees that reads one volume, at its own positions or through a window."""
        if before is None or before.sees == "nothing":
            return UNSEEING
        return before if found.looks is None else self.tracker.through(before, found.looks)

    def _seen(self, node: Node, found: Outcome) -> Sight:
        """Give what a layer sees that reads several volumes, or one in another way."""
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
