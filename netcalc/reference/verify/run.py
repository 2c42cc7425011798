"""Training passes on random inputs: what goes back is looked at, and let go."""

from collections.abc import Callable
from typing import Final

import numpy as np

from netcalc.layers.source import Embedding
from netcalc.network.loss import Loss
from netcalc.reference.losses.catalogue import random_target
from netcalc.reference.net.net import ReferenceNet
from netcalc.reference.tape.gate import Array
from netcalc.reference.tape.tape import Step
from netcalc.reference.verify.health import Health, Vitals

SMALL: Final = 0.1
REARRANGES: Final = frozenset(("flatten", "reshape", "transpose", "slice", "crop", "concat", "dropout"))


def loss_kind(net: ReferenceNet) -> str:
    """Give the loss that the spec names; softmax, where it names none."""
    return (net.network.loss or Loss("softmax")).kind


def untie(net: ReferenceNet, rng: np.random.Generator) -> None:
    """Draw small values for what starts at 0, so that nothing lies on a kink because all before it is 0."""
    for values in net.params.values():
        if not values.any():
            values[...] = SMALL * rng.standard_normal(values.shape)


def vocabulary(net: ReferenceNet) -> int | None:
    """Give how many whole numbers may come in: the fewest rows of a table that they are looked up in; None for none."""
    as_they_are, rows = {-1}, []
    for number, node in enumerate(net.network.graph.nodes):
        if as_they_are.isdisjoint(node.reads):
            continue
        if isinstance(node.layer, Embedding):
            rows.append(node.layer.vocabulary)
        elif node.layer.kind in REARRANGES:
            as_they_are.add(number)
    return min(rows, default=None)


def drawn(net: ReferenceNet, batch: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw inputs, whole numbers where they are looked up, and labels or targets for what comes out."""
    volume, rows = net.network.input, vocabulary(net)
    shape = (batch, volume.depth, *reversed(volume.spatial))
    x = (rng.standard_normal(shape) if rows is None else rng.integers(rows, size=shape)).astype(net.dtype)
    made = net.report.output or volume
    return x, random_target(loss_kind(net), (batch, made.depth, *reversed(made.spatial)), rng)


def scored(net: ReferenceNet, x: Array, y: Array) -> int:
    """Run forward in training; the number of the loss on the tape comes back."""
    net.forward(x, training=True)
    return net.score(y)


def sent_back(net: ReferenceNet, number: int, looks: tuple[Callable[[Step], None], ...]) -> None:
    """Send the gradient back from the loss, and look at each step as its gradient is complete."""

    def look(step: Step) -> None:
        for one in looks:
            one(step)

    net.tape.backward(number, watch=look)


def healths(net: ReferenceNet, batch: int, seed: int) -> list[Health]:
    """Take the health of every layer on a batch of its own."""
    number = scored(net, *drawn(net, batch, np.random.default_rng([seed, batch])))
    vitals = Vitals(net)
    sent_back(net, number, (vitals.look,))
    return vitals.layers
