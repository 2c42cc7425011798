"""What a reader of a run should know before its numbers: which loss was taken, and data that has little to teach."""

from collections.abc import Iterator

import numpy as np

from netcalc.network.network import Network
from netcalc.network.training.recipe import Recipe
from netcalc.reference import ReferenceNet
from netcalc.training.data.examples import Examples
from netcalc.training.data.fitting import BY_CLASS
from netcalc.training.data.splitting import Shares


def notes_of(written: Network, net: ReferenceNet, shares: Shares | None, recipe: Recipe) -> tuple[str, ...]:
    """Say these things; `written` is the network before a loss was settled for it."""
    still = () if net.params else ("the network has no weights: nothing is learned",)
    return (*still, *_loss(written, net, recipe), *(_classes(net, shares) if shares else ()))


def _loss(written: Network, net: ReferenceNet, recipe: Recipe) -> Iterator[str]:
    """Say which loss was taken where the spec names none, and what has no meaning without one."""
    taken = net.network.loss
    if recipe.optimizer == "perceptron":
        if recipe.l2:
            yield "the perceptron rule has no loss: l2 adds nothing to it"
    elif written.loss is None:
        yield f"the spec names no loss: {taken.kind if taken else 'softmax'} is taken"


def _classes(net: ReferenceNet, shares: Shares) -> Iterator[str]:
    """Say that all labels are one, or that one of them is only in validation."""
    learned, kept = _labels(net, shares.training), _labels(net, shares.validation)
    if len(learned | kept) == 1:
        yield f"every example is of class {next(iter(learned | kept))}: there is nothing to tell apart"
    elif learned and len(learned) == 1:
        yield f"every example of the training share is of class {next(iter(learned))}: there is nothing to tell apart"
    elif kept - learned:
        named = ", ".join(map(str, sorted(kept - learned)))
        yield f"class {named} is in the validation share alone: nothing can be learned of it"


def _labels(net: ReferenceNet, data: Examples | None) -> set[int]:
    """Give the labels of a share; none where numbers are learned."""
    loss = net.network.loss
    kind = loss.kind if loss else "softmax"
    y = None if data is None else data.y
    one = y is not None and (kind in BY_CLASS or (kind == "logistic" and y.shape[1:] in ((), (1,))))
    return {int(each) for each in np.unique(y)} if one and y is not None else set()
