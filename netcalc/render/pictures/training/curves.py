"""The panels of a run whose axis is the epoch: loss, accuracies with their gap, ratios of updates to weights."""

from typing import TYPE_CHECKING, Final

from netcalc.render.pictures.training.style import key
from netcalc.training.run import Run

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442", "#000000")  # Okabe, Ito
BAND: Final = (1e-3, 1e-2)
STYLES: Final = ("-", "--", ":", "-.")
MOST: Final = 8  # layers whose ratios are told apart


def whole_epochs(axes: "Axes") -> None:
    """Write whole epochs alone at the axis."""
    from matplotlib.ticker import MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(integer=True))


def losses(run: Run, axes: "Axes") -> bool:
    """Draw the loss curve, training and validation."""
    if not run.history or run.start is None:
        return False
    epochs = [0, *(epoch.epoch for epoch in run.history)]
    axes.plot(epochs, [run.start.loss, *(epoch.loss for epoch in run.history)], color=INK[0], label="training")
    kept = [epoch.val_loss for epoch in run.history if epoch.val_loss is not None]
    if kept:
        axes.plot(epochs[-len(kept) :], kept, "--", color=INK[1], label="validation")
    axes.set(title="loss", xlabel="epoch", ylim=(0, None))
    whole_epochs(axes)
    key(axes)
    return True


def accuracies(run: Run, axes: "Axes") -> bool:
    """Draw both accuracies, the gap between them shaded."""
    right = [epoch.accuracy for epoch in run.history if epoch.accuracy is not None]
    if not right:
        return False
    epochs = [epoch.epoch for epoch in run.history][: len(right)]
    axes.plot(epochs, right, color=INK[0], label="training")
    kept = [epoch.val_accuracy for epoch in run.history if epoch.val_accuracy is not None]
    if len(kept) == len(right):
        axes.plot(epochs, kept, "--", color=INK[1], label="validation")
        axes.fill_between(epochs, right, kept, color=INK[1], alpha=0.15, label="gap")
    axes.set(title="accuracy", xlabel="epoch", ylim=(0, 1.02))
    whole_epochs(axes)
    key(axes)
    return True


def ratios(run: Run, axes: "Axes") -> bool:
    """Draw the ratio of update to weight of each layer, and the band that the lecture wants."""
    if not run.history:
        return False
    axes.axhspan(*BAND, color=INK[2], alpha=0.15, label="wanted")
    for place, name in enumerate([*run.history[0].layers][:MOST]):
        points = [(epoch.epoch, epoch.layers[name].update_ratio) for epoch in run.history]
        shown = [(number, ratio) for number, ratio in points if ratio > 0]
        if shown:
            style = STYLES[place % len(STYLES)]
            axes.plot(*zip(*shown, strict=True), style, color=INK[place % len(INK)], label=name)
    axes.set(title="update / weight", xlabel="epoch", yscale="log")
    whole_epochs(axes)
    key(axes)
    return True
