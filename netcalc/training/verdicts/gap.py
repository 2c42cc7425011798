"""Verdicts on the gap between training and validation: too much for the data, or too little."""

from typing import Final

import numpy as np

from netcalc.training.run import Run
from netcalc.training.verdicts import curve, units, updates

BIG: Final = 0.1  # of all answers
MORE: Final = 1.25  # times the training loss: a gap of answers alone may be chance
POOR: Final = 0.85  # of the answers right
UNEXPLAINED: Final = 0.15  # of what there is to explain of a curve
TIMES: Final = 2.0  # the validation loss against the training loss, where there is no right or wrong
FALLING: Final = 0.01  # of the loss, an epoch: it is still on its way down
FEWEST: Final = 20  # examples for validation, below which a gap is chance


def overfitting(run: Run) -> str | None:
    """Say that the gap is big."""
    last, kept = run.history[-1], run.shares.validation if run.shares else None
    if kept is None or kept.number < FEWEST or last.val_loss is None:
        return None
    advice = "increase the regularization strength (--l2), or get more data"
    if last.accuracy is None or last.val_accuracy is None:
        if last.val_loss <= TIMES * last.loss:
            return None
        seen = f"loss {last.loss:.2g} on the training share, {last.val_loss:.2g} in validation"
        return f"a big gap: {seen}: overfitting; {advice}"
    if last.accuracy - last.val_accuracy <= BIG or last.val_loss <= MORE * last.loss:
        return None
    return (
        f"a big gap: {last.accuracy:.0%} right on the training share, {last.val_accuracy:.0%} in validation: "
        f"overfitting; {advice}"
    )


def underfitting(run: Run) -> str | None:
    """Say that there is no gap, and both are poor, though the rate is not to blame."""
    last = run.history[-1]
    if overfitting(run) or _other_cause(run) or len(run.history) < curve.FEWEST:
        return None
    left = poor = None
    if last.accuracy is not None:
        poor = last.accuracy < POOR
    elif run.shares is not None:
        left = last.loss / float(np.var(run.shares.training.y)) if np.var(run.shares.training.y) else 0.0
        poor = left > UNEXPLAINED
    if not poor:
        return None
    seen = f"{last.accuracy:.0%} right" if left is None else f"{left:.0%} of the targets' variance is left"
    advice = "increase the model's capacity"
    if run.net.network.loss and run.net.network.loss.l2:
        advice += f", or lower the regularization strength ({run.net.network.loss.l2:g})"
    return f"no gap, and poor on both ({seen} on the training share): {advice}"


def _other_cause(run: Run) -> bool:
    """Say whether time, the rate, or dead units explain that little was learned; never so with Rosenblatt's rule."""
    if run.recipe.optimizer == "perceptron":
        return False
    losses = curve.losses(run)
    middle = losses[len(losses) // 2]
    falling = middle - losses[-1] > FALLING * losses[-1] * (len(losses) - 1 - len(losses) // 2)
    return falling or any(rule(run) for rule in (curve.too_high, curve.too_low, units.dead, updates.low))
