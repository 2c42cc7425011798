"""Training passes on random inputs: what goes back is looked at, and let go."""

from collections.abc import Callable
from typing import Final

import numpy as np

from netcalc.network.loss import Loss
from netcalc.reference.losses.catalogue import random_target
from netcalc.reference.net.net import ReferenceNet
from netcalc.reference.tape.gate import Array
from netcalc.reference.tape.tape import Step
from netcalc.reference.verify.health import Health, Vitals

SMALL: Final = 0.1


def loss_kind(net: ReferenceNet) -> str:
    """Give the loss that the spec names; softmax, where it names none."""
    return (net.network.loss or Loss("softmax")).kind


def untie(net: ReferenceNet, rng: np.random.Generator) -> None:
    """Draw small values for what starts at 0, so that nothing lies on a kink because all before it is 0."""
    for values in net.params.values():
        if not values.any():
            values[...] = SMALL * rng.standard_normal(values.shape)


def drawn(net: ReferenceNet, batch: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw inputs, and labels or targets for what comes out."""
    volume = net.network.input
    x = rng.standard_normal((batch, volume.depth, *reversed(volume.spatial))).astype(net.dtype)
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
