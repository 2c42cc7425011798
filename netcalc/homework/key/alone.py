"""One layer worked out alone under broken rules, on the right volumes: what a mistake in it alone gives, quickly."""

from netcalc.calculator.layer import Outcome, outcome
from netcalc.homework.key.worked import CANNOT, OF_VOLUMES, Broken, WorkedNetwork
from netcalc.homework.mistakes.base import Told
from netcalc.network.graph import Node
from netcalc.report.counts import COUNTED
from netcalc.report.query import Query


class Alone:
    """A layer of a network, each time on the volumes that are right, whatever rules are broken in it."""

    def __init__(self, network: WorkedNetwork, node: Node) -> None:
        """Take this layer."""
        self.network, self.node = network, node
        self.held: dict[Broken, Outcome | None] = {}

    @classmethod
    def of(cls, network: WorkedNetwork, query: Query) -> "Alone | None":
        """Find the layer that is asked; None where the answer hangs on more than what it reads."""
        if query.layer is None or query.word not in (*COUNTED, "output"):
            return None
        if query.layer not in network.alone:
            node = next((node for node in network.network.graph.nodes if node.name == query.layer), None)
            network.alone[query.layer] = cls(network, node) if node is not None and not node.share else None
        return network.alone[query.layer]

    def value(self, query: Query, broken: Broken) -> Told:
        """Give a number of the layer with these rules broken; CANNOT where it does not fit."""
        if broken not in self.held:
            self.held[broken] = self._outcome(broken)
        made = self.held[broken]
        if made is None:
            return None
        volumes = query.word.partition(".")[0] in {*OF_VOLUMES, "unshared"}
        if volumes and any(problem.severity == "error" for problem in made.problems):
            return CANNOT
        return made.made if query.word == "output" else made.counts[query.word]

    def _outcome(self, broken: Broken) -> Outcome | None:
        network, rules = self.network.network, self.network.rules(broken)
        right, inputs = self.network.calculation().walk, network.graph.inputs
        given = tuple(
            rules.comes_in(network.inputs[inputs[-1 - number]]) if number < 0 else right.volumes[number]
            for number in self.node.given
        )
        volumes = tuple(volume for volume in given if volume is not None)
        if len(volumes) < len(given):
            return None
        learns = tuple(right.learning[number] for number in self.node.reads)
        return outcome(self.node.layer, volumes, rules, hints=False, learns=learns)
