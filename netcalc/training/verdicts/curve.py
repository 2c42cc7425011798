"""Verdicts on the loss curve: what its shape and its width say of the learning rate and of the batch."""

from collections.abc import Sequence
from itertools import pairwise
from math import floor, isfinite, log10
from typing import Final

from netcalc.training.run import Run

WANTED: Final = 0.03  # the largest ratio of the first update that is well: later ones are smaller
FEWEST: Final = 4  # epochs whose losses make a curve
RISES: Final = 0.3  # of the first loss: so far up again in the second half is too high a rate
STUCK: Final = (0.85, 0.1)  # of the first loss: where it ends, and how far it went up on the way
STRAIGHT: Final = (0.6, 1.7)  # the second half falls by as much as the first, or so
LEFT: Final = 0.3  # of the first loss: below it, the loss has fallen far
WIDE: Final = (0.25, 0.1)  # of how far the loss fell, and of the first loss
LATE: Final = 3  # epochs at the end whose width counts


def losses(run: Run) -> list[float]:
    """Give the loss before the first update, and after each epoch."""
    return [*([run.start.loss] if run.start else []), *(epoch.loss for epoch in run.history)]


def rate_to_try(run: Run, most: float) -> float:
    """Give a rate whose first updates would be well, of one figure: the ratio grows with the rate."""
    worst = max(run.firsts.values(), default=0.0)
    kept = run.recipe.momentum if run.recipe.optimizer in ("momentum", "nesterov") else 0.0
    wanted = run.recipe.lr * (1 - kept) * WANTED / worst if isfinite(worst) and worst else 0.0
    return _one_figure(min(wanted or most, most))


def _one_figure(rate: float) -> float:
    power = floor(log10(rate))
    return round(floor(rate / 10.0**power + 1e-9) * 10.0**power, -power)


def diverged(run: Run) -> str | None:
    """Say that the loss burst, and where it began."""
    if not run.diverged:
        return None
    first, last = losses(run)[0], losses(run)[-1]
    became = f"went from {first:.3g} to {last:.3g}" if isfinite(last) else "is no finite number any more"
    return f"the loss {became}; {_where(run)}".rstrip("; ")


def _where(run: Run) -> str:
    """Say which layer burst first, if one did."""
    burst = run.burst
    if burst is None:
        return ""
    return f"{burst.layer} burst first, in epoch {burst.epoch}, update {burst.update}, with {burst.what}; "


def too_high(run: Run) -> str | None:
    """Say that the rate is too high: the loss rises, bursts, or does not go down much though updates are large."""
    curve, rate = losses(run), run.recipe.lr
    if run.diverged:
        return f"the learning rate {rate:g} is too high: the loss bursts; try {rate_to_try(run, rate / 10):g}"
    up, late = _rise(curve), _climb(curve[len(curve) // 2 :])
    stuck = curve[-1] > STUCK[0] * curve[0] and up > STUCK[1] * curve[0]
    if not (late > RISES * curve[0] or stuck):
        return None
    seen = "it does not decrease much" if stuck else f"it rose again by {late:.2g} in the second half"
    went = f"the loss went from {curve[0]:.3g} to {curve[-1]:.3g}, and {seen}"
    return f"the learning rate {rate:g} might be too high: {went}; {_where(run)}try {rate_to_try(run, rate / 3):g}"


def _rise(curve: Sequence[float]) -> float:
    """Add up all that a curve goes up."""
    return sum(max(0.0, after - before) for before, after in pairwise(curve))


def _climb(curve: Sequence[float]) -> float:
    """Say how far a curve ever goes above the lowest before it."""
    lowest, most = curve[0], 0.0
    for loss in curve:
        lowest, most = min(lowest, loss), max(most, loss - lowest)
    return most


def too_low(run: Run) -> str | None:
    """Say that the rate is too low: the loss falls, in a line, and is not down yet."""
    curve = losses(run)
    if len(run.history) < FEWEST or curve[-1] < LEFT * curve[0] or _rise(curve):
        return None
    middle = len(curve) // 2
    first, second = curve[0] - curve[middle], curve[-1 - middle] - curve[-1]
    if first <= 0 or not STRAIGHT[0] < second / first < STRAIGHT[1]:
        return None
    rate = run.recipe.lr
    return (
        f"the loss looks too linear ({first:.2g} down in the first half, {second:.2g} in the second): "
        f"the learning rate {rate:g} is low; try {10 * rate:g}"
    )


def noisy(run: Run) -> str | None:
    """Say that the curve is too wide for how far it fell."""
    curve, last = losses(run), run.history[-LATE:]
    width, fell = sum(epoch.batch_spread for epoch in last) / len(last), curve[0] - curve[-1]
    if len(run.history) < FEWEST or too_high(run) or width <= max(WIDE[0] * fell, WIDE[1] * curve[0]) or fell <= 0:
        return None
    return (
        f"the loss curve looks too wide: batches differ by {width:.2g}, where the loss fell by {fell:.2g}; "
        f"the width is related to the batch size ({run.recipe.batch}): you might want to increase it"
    )
