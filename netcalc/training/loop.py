"""The loop, as the lecture writes it: sample a batch of data, backprop the gradient, perform a parameter update."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from netcalc.reference import ReferenceNet
from netcalc.reference.net.coming import Arrays
from netcalc.training.data.examples import Examples
from netcalc.training.objective import Objective
from netcalc.training.updates.descent import Update


class Step(NamedTuple):
    """One turn of the loop: the loss on the batch before the update, the gradients, and whether an epoch ends."""

    loss: float
    gradients: Arrays
    last: bool


def descend(
    net: ReferenceNet, objective: Objective, update: Update, batches: Iterator[Examples], rate: float
) -> Iterator[Step]:
    """Go once through the batches; the weights of the net change between one step and the next."""
    batch = next(batches, None)
    while batch is not None:
        following = next(batches, None)
        loss, gradients = objective.gradients(net, batch.x, batch.y)  # forward, then backward
        yield Step(loss, gradients, following is None)
        for name, w in net.params.items():
            update(name, w, gradients[name], rate)  # w += - rate * dw, or what takes its place
        batch = following


def sampled(data: Examples, size: int, seed: int, epoch: int) -> Iterator[Examples]:
    """Shuffle all examples, and give them in batches; the last may be smaller."""
    order = np.random.default_rng((seed, 2, epoch)).permutation(data.number)
    for start in range(0, data.number, size):
        yield data.chosen(order[start : start + size])
