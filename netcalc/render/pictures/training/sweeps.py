"""Many trials in one figure: a panel a value, as the lecture shows capacity and regularization, or where draws lie."""

from math import isfinite
from typing import TYPE_CHECKING, Final

from netcalc.render.pages.training.sweep import named, said
from netcalc.render.pictures.training.curves import INK, whole_epochs
from netcalc.render.pictures.training.planes import draw_curve, draw_plane
from netcalc.render.pictures.training.style import HIGH, WIDE, drawing, key
from netcalc.training.trials.swept import Swept, Trial
from netcalc.training.views import Curve, Plane

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST: Final = 12  # panels
ACROSS: Final = 3
HIGHEST: Final = 1.5  # times the first loss: what bursts goes out of the frame
OF_UPDATES: Final = frozenset({"lr", "optimizer", "momentum", "decay", "batch", "epochs"})
EVENLY: Final = 100  # times from end to end: beyond it, an axis has powers of ten


def figure(swept: Swept) -> "Figure":
    """Draw a panel a trial; of draws from ranges, where they lie and how well they did. ImportError: no Matplotlib."""
    with drawing() as new:
        made: Figure = new()
        if swept.drawn:
            _scatter(swept, made)
        else:
            _panels(swept, made)
        made.suptitle(described(swept), fontsize=11)
    return made


def described(swept: Swept) -> str:
    """Say in words what the figure shows."""
    best = "" if swept.best is None or len(swept.trials) < 2 else f"; best: {said(swept.best)}"
    more = f", {MOST} of {len(swept.trials)}" if len(swept.trials) > MOST and not swept.drawn else ""
    return f"{swept.name or 'the network'}: {', '.join(swept.names) or 'folds'}{more}{best}"


def _panels(swept: Swept, made: "Figure") -> None:
    shown = swept.trials[:MOST]
    across = 2 if len(shown) == 4 else min(ACROSS, max(1, len(shown)))
    rows = max(1, -(-len(shown) // across))
    for place, trial in enumerate(shown):
        _panel(trial, made.add_subplot(rows, across, place + 1))
    made.set_size_inches(WIDE * across, HIGH * rows + 0.5)


def _panel(trial: Trial, axes: "Axes") -> None:
    """Draw the losses, where rates and updates are tried; else the boundary, or the curve that was learned."""
    first = trial.outcomes[0]
    if trial.settings and OF_UPDATES.issuperset(trial.settings):
        _losses(trial, axes)
    elif isinstance(first.picture, Plane):
        draw_plane(first.picture, axes)
    elif isinstance(first.picture, Curve):
        draw_curve(first.picture, axes)
    else:
        _losses(trial, axes)
    axes.set(title="\n".join(part for part in (named(trial.settings), said(trial._replace(settings={}))) if part))


def _losses(trial: Trial, axes: "Axes") -> None:
    for fold, one in enumerate(trial.outcomes):
        axes.plot(range(len(one.losses)), one.losses, color=INK[0], label=None if fold else "training")
        epochs = range(1, 1 + len(one.val_losses))
        axes.plot(epochs, one.val_losses, "--", color=INK[1], label=None if fold else "validation")
    first = trial.outcomes[0].losses[0]
    axes.set(xlabel="epoch", ylabel="loss", ylim=(0, HIGHEST * first if isfinite(first) else None))
    whole_epochs(axes)
    key(axes)


def _scatter(swept: Swept, made: "Figure") -> None:
    """Put each draw where its first two values are; what it reached is its colour, or its height."""
    kept = [trial for trial in swept.trials if trial.rank[1] < float("inf")]
    lost = [trial for trial in swept.trials if trial not in kept]
    axes = made.add_subplot()
    reached = [_reached(trial) for trial in kept]
    what = "accuracy" if any(trial.accuracy for trial in swept.trials) else "loss"
    what += " in validation" if any(trial.val_loss for trial in swept.trials) else ""
    across = swept.drawn[0]
    axes.set(xlabel=across, xscale=_scale(swept, across))
    if len(swept.drawn) > 1:
        down = swept.drawn[1]
        points = axes.scatter(
            [trial.settings[across] for trial in kept], [trial.settings[down] for trial in kept], c=reached,
            cmap="viridis", s=40, edgecolors="#666666", linewidths=0.5,
        )  # fmt: skip
        axes.plot(
            [t.settings[across] for t in lost], [t.settings[down] for t in lost], "x", color="#666666", label="burst"
        )
        axes.set(ylabel=down, yscale=_scale(swept, down))
        made.colorbar(points, label=what)
        if lost:
            key(axes)
    else:
        axes.plot([trial.settings[across] for trial in kept], reached, "o", color=INK[0])
        axes.set(ylabel=what)
    made.set_size_inches(1.5 * WIDE, 1.5 * HIGH)


def _reached(trial: Trial) -> float:
    found = trial.val_accuracy or trial.accuracy or trial.val_loss or trial.loss
    return found.mean if found else float("nan")


def _scale(swept: Swept, name: str) -> str:
    values = [trial.settings[name] for trial in swept.trials]
    return "log" if values and min(values) > 0 and max(values) > EVENLY * min(values) else "linear"
