"""What a training pass of a net is held to: its loss, and a number of every output that the loss does not read."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from netcalc.reference.net.coming import Arrays
from netcalc.reference.net.net import ReferenceNet
from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.gates import Add
from netcalc.reference.verify.gradients.direction import signs


class Scored(NamedTuple):
    """Where on the tape the loss stands, and the loss with what else comes out."""

    loss: int
    whole: int


class Weighed(Gate):
    """The mean of all values, each weighed by chance: a number that hangs on every value."""

    def __init__(self, seed: Sequence[int]) -> None:
        """Draw the weights from this seed."""
        self.seed = seed

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Weigh and add up."""
        weights = signs(inputs[0].shape, np.random.default_rng(self.seed)).astype(inputs[0].dtype)
        weights /= weights.size
        return np.asarray(np.vdot(weights, inputs[0])), weights

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Give each value's weight."""
        return (dout * cache,)


def scored(net: ReferenceNet, x: Arrays, y: Array) -> Scored:
    """Run forward in training; the numbers of the loss on the tape, and of all that is held against differences."""
    net.forward(x, training=True)
    loss = net.score(y)
    return Scored(loss, objective(net, loss))


def objective(net: ReferenceNet, loss: int) -> int:
    """Add to the loss what comes out elsewhere, weighed by chance: a gradient then comes from every output."""
    others = net.network.graph.outputs[:-1]
    parts = [
        net.tape.run(Weighed([net.seed, place]), net.number(output.node), name=output.name)
        for place, output in enumerate(others)
    ]
    return net.tape.run(Add(), loss, *parts, name="loss + outputs") if parts else loss
