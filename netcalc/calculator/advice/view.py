"""A worked-out network as advice looks at it: what each layer is and makes, and which layers read it."""

from collections.abc import Iterator, Sequence
from typing import TypeGuard

from netcalc.layers.activation import Activation, Dropout, Softmax
from netcalc.layers.base import Layer
from netcalc.layers.conv import Conv
from netcalc.layers.fc import FC
from netcalc.layers.function import LogSoftmax
from netcalc.layers.gated import GLU
from netcalc.network.graph import Node
from netcalc.network.network import Network
from netcalc.problems import Problem
from netcalc.report.report import LayerReport
from netcalc.volume import Volume


class View:
    """A network and its layers, worked out; layers go by their numbers."""

    def __init__(self, network: Network, layers: Sequence[LayerReport]) -> None:
        """Look at this network."""
        self.loss = network.loss.kind if network.loss else None
        self.nodes = tuple(
            node._replace(layer=layer.working.layer) for node, layer in zip(network.graph.nodes, layers, strict=True)
        )
        self.outputs = [output.node for output in network.graph.outputs if output.node >= 0]
        self.layers = layers
        self.readers: list[list[int]] = [[] for _ in self.nodes]
        for number, node in enumerate(self.nodes):
            for read in node.reads:
                if read >= 0:
                    self.readers[read].append(number)

    def __iter__(self) -> Iterator[tuple[int, Node]]:
        """Go through the layers in order."""
        return iter(enumerate(self.nodes))

    def given(self, number: int) -> Volume | None:
        """Give the volume that a layer reads, of several the first; None where it reads none."""
        return next(iter(self.layers[number].working.given), None)

    def made(self, number: int) -> Volume | None:
        """Give the volume that leaves a layer."""
        return self.layers[number].output

    def activates(self, number: int) -> bool:
        """Say whether a layer is an activation, a softmax or a gated unit too."""
        layer = self.nodes[number].layer
        return isinstance(layer, Activation | GLU) and not isinstance(layer, Dropout)

    def advise(self, number: int, code: str, message: str, hint: str) -> Problem:
        """Say something of a layer."""
        node = self.nodes[number]
        path = (*node.path, node.layer.kind)
        return Problem(
            code=code, severity="advice", message=message, hint=hint, path=path, layer=node.name, uses=node.uses
        )


def linear(layer: Layer) -> TypeGuard[Conv | FC]:
    """Say whether a layer adds up weighted inputs, over all of the depth: an fc, a conv of one group."""
    return isinstance(layer, FC) or (isinstance(layer, Conv) and layer.groups == 1 and layer.connect is None)


def softmax(layer: Layer) -> bool:
    """Say whether a layer makes probabilities, or their logarithms."""
    return isinstance(layer, Softmax | LogSoftmax)
