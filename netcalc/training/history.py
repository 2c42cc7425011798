"""What was watched of a run, as data: an entry an epoch, and where it burst."""

from typing import NamedTuple


class LayerWatch(NamedTuple):
    """A layer with weights after an epoch.

    `update_ratio` is the norm of the epoch's last update over that of the weights before it; `dead` the share of units
    that fired for no example of the training share, `saturated` that of values on the flat ends of a sigmoid or tanh;
    `spread` is how far its values spread, `gradient` how large the gradient on one of its weights was last.
    """

    update_ratio: float
    dead: float
    saturated: float
    spread: float
    gradient: float


class Epoch(NamedTuple):
    """All of the training share gone through once: loss (with l2) and accuracy on all of it, then of validation.

    `batch_spread` is the width of the loss curve: how far the losses of single batches spread.
    """

    epoch: int
    lr: float
    loss: float
    accuracy: float | None
    val_loss: float | None
    val_accuracy: float | None
    batch_spread: float
    layers: dict[str, LayerWatch]


class Burst(NamedTuple):
    """Where numbers grew out of hand first: the layer, the epoch, the update in it, and what was seen there."""

    layer: str
    epoch: int
    update: int
    what: str
