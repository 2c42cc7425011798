"""What CS231n advises to check before training: the first loss, the penalty, twenty examples learned by heart."""

from math import isfinite
from typing import Final, NamedTuple

import numpy as np

from netcalc.network.training.loss import Loss
from netcalc.network.training.recipe import Recipe
from netcalc.reference import ReferenceNet
from netcalc.reference.losses.catalogue import expected
from netcalc.text.counted import counted
from netcalc.training.data.examples import Examples
from netcalc.training.data.splitting import Shares
from netcalc.training.objective import Objective, Perceptron
from netcalc.training.teaching import Teaching
from netcalc.training.watch.measure import measured

FAR: Final = 2.0  # times what equal scores give
STRENGTH: Final = 0.1  # of the penalty that is tried
FEW: Final = 20  # examples learned by heart
EPOCHS: Final = 2000  # at most: with so few examples each is an update or a few
SMALL: Final = 0.1  # of the first loss: below it, they are learned
SEEN: Final = 2000  # examples for the first loss


class Check(NamedTuple):
    """What was checked, whether it is as it should be, and what was measured, in words."""

    code: str
    passed: bool
    text: str


def checked(net: ReferenceNet, recipe: Recipe, data: Examples) -> tuple[Check, ...]:
    """Check a net that stands ready to learn from data; it is left as it is."""
    with np.errstate(all="ignore"):
        found = (_initial_loss(net, recipe, data), _penalty(net, recipe, data), _by_heart(net, recipe, data))
    return tuple(check for check in found if check is not None)


def _initial_loss(net: ReferenceNet, recipe: Recipe, data: Examples) -> Check | None:
    """Hold the first loss against what equal scores give, where the loss has such a value."""
    loss = net.network.loss or Loss("softmax")
    made = net.report.outputs[-1].output
    equal = expected(loss.kind, made.depth if made else 1)
    if equal is None or recipe.optimizer == "perceptron":
        return None
    first = measured(_penalised(net, 0.0), Objective(_loss(net, 0.0)), data.chosen(slice(SEEN))).loss
    passed = equal / FAR <= first <= equal * FAR
    return Check("initial-loss", passed, f"the first loss is {first:.3g}, where equal scores give {equal:.3g}")


def _penalty(net: ReferenceNet, recipe: Recipe, data: Examples) -> Check | None:
    """See whether the loss grows with the penalty."""
    if not net.weights or recipe.optimizer == "perceptron":
        return None
    few = data.chosen(slice(FEW))
    bare, more = (measured(_penalised(net, l2), Objective(_loss(net, l2)), few).loss for l2 in (0.0, STRENGTH))
    seen = f"from {bare:.3g} without a penalty to {more:.3g} with l2 {STRENGTH:g}"
    return Check("l2-raises-loss", more > bare, f"the loss {'grows' if more > bare else 'does not grow'} {seen}")


def _by_heart(net: ReferenceNet, recipe: Recipe, data: Examples) -> Check:
    """Let a copy of the net learn twenty examples, without a penalty."""
    few = data.chosen(slice(FEW))
    copy = _penalised(net, 0.0)
    objective = Perceptron(copy) if recipe.optimizer == "perceptron" else Objective(_loss(net, 0.0))
    teaching = Teaching(copy, objective, recipe.model_copy(update={"epochs": EPOCHS, "decay": None}), Shares(few, None))
    for epoch in teaching.epochs():
        right = epoch.accuracy in (None, 1.0) and epoch.loss <= SMALL * teaching.start.loss
        if right or not isfinite(epoch.loss):
            break
    share = "" if epoch.accuracy is None else f", {epoch.accuracy:.0%} right"
    went = f"loss {teaching.start.loss:.3g} to {epoch.loss:.3g}{share}, in {counted(epoch.epoch, 'epoch')}"
    advice = "" if right else "; try another learning rate, then more units, then look for a fault in the data"
    return Check("learned-by-heart", right, f"{counted(few.number, 'example')} learned by heart: {went}{advice}")


def _loss(net: ReferenceNet, l2: float) -> Loss:
    return (net.network.loss or Loss("softmax"))._replace(l2=l2)


def _penalised(net: ReferenceNet, l2: float) -> ReferenceNet:
    """Give a copy of a net whose loss has this penalty."""
    loss = _loss(net, l2)
    copy = ReferenceNet(net.network.replace(loss={loss.kind: {"l2": l2}}), seed=net.seed, dtype=str(net.dtype))
    copy.load({**net.params, **net.buffers})
    return copy
