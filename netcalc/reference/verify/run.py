"""Training passes on random inputs: what goes back is looked at, and let go."""

from collections.abc import Callable
from typing import Final

import numpy as np

from netcalc.layers.source import Embedding
from netcalc.network.training.loss import Loss
from netcalc.reference.losses.catalogue import random_target
from netcalc.reference.net.coming import Arrays, shaped
from netcalc.reference.net.net import ReferenceNet
from netcalc.reference.tape.gate import Array
from netcalc.reference.tape.tape import Step
from netcalc.reference.verify.health import Health, Vitals
from netcalc.reference.verify.score import scored

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


def vocabulary(net: ReferenceNet, given: int) -> int | None:
    """Give how many whole numbers an input may hold: the fewest rows of a table to look them up in; None for none."""
    as_they_are, rows = {given}, []
    for number, node in enumerate(net.network.graph.nodes):
        if as_they_are.isdisjoint(node.reads):
            continue
        if isinstance(node.layer, Embedding):
            rows.append(node.layer.vocabulary)
        elif node.layer.kind in REARRANGES:
            as_they_are.add(number)
    return min(rows, default=None)


def drawn(net: ReferenceNet, batch: int, rng: np.random.Generator) -> tuple[Arrays, Array]:
    """Draw inputs, whole numbers where they are looked up, and labels or targets for what comes out."""
    x = {name: _drawn(net, number, batch, rng) for name, number in net.network.graph.numbers.items()}
    made = net.report.output
    assert made is not None
    return x, random_target(loss_kind(net), shaped(made, batch), rng)


def _drawn(net: ReferenceNet, number: int, batch: int, rng: np.random.Generator) -> Array:
    volume, rows = net.network.inputs[net.network.graph.inputs[-1 - number]], vocabulary(net, number)
    shape = shaped(volume, batch)
    return (rng.standard_normal(shape) if rows is None else rng.integers(rows, size=shape)).astype(net.dtype)


def sent_back(net: ReferenceNet, number: int, looks: tuple[Callable[[Step], None], ...]) -> None:
    """Send the gradient back from the loss, and look at each step as its gradient is complete."""

    def look(step: Step) -> None:
        for one in looks:
            one(step)

    net.tape.backward(number, watch=look)


def healths(net: ReferenceNet, batch: int, seed: int) -> list[Health]:
    """Take the health of every layer on a batch of its own."""
    found = scored(net, *drawn(net, batch, np.random.default_rng([seed, batch])))
    vitals = Vitals(net)
    sent_back(net, found.loss, (vitals.look,))
    return vitals.layers
