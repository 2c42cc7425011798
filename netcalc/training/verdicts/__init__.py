"""What the lecture says of a run: one rule a verdict, each with its numbers. A rule stands in the list below."""

from collections.abc import Callable
from typing import Final

from netcalc.training.run import Run, Verdict
from netcalc.training.verdicts import curve, gap, start, units, updates

CODES: Final = {
    "diverged": "the loss is no number, or ended above ten times its first value",
    "rate-too-high": "the loss rises, bursts, or does not go down much",
    "rate-too-low": "the loss falls in a line",
    "noisy-curve": "the loss curve is too wide: its width is related to the batch size",
    "overfitting": "a big gap between training and validation",
    "underfitting": "no gap, and poor on both",
    "update-ratio-high": "updates are too large for the weights: about 0.001 is wanted",
    "update-ratio-low": "updates are too small for the weights: about 0.001 is wanted",
    "dead-units": "units of a ReLU fire for no example, and so never learn again",
    "saturated-units": "units lie on the flat ends of a sigmoid or tanh, which kills gradients",
    "noisy-filters": "the first layer's weights are noise",
    "initial-loss": "the first loss is not what equal scores give",
    "healthy": "nothing that the lecture warns of was seen",
}
RULES: Final[dict[str, Callable[[Run], str | None]]] = {
    "diverged": curve.diverged,
    "rate-too-high": curve.too_high,
    "rate-too-low": curve.too_low,
    "noisy-curve": curve.noisy,
    "overfitting": gap.overfitting,
    "underfitting": gap.underfitting,
    "update-ratio-high": updates.high,
    "update-ratio-low": updates.low,
    "dead-units": units.dead,
    "saturated-units": units.saturated,
    "noisy-filters": start.noisy_filters,
    "initial-loss": start.initial_loss,
}
BURST: Final = ("diverged", "rate-too-high", "dead-units", "initial-loss")  # what there is to say of a run that burst
THRESHOLD: Final = ("overfitting", "underfitting")  # and of Rosenblatt's rule, which has no gradient


def judged(run: Run) -> tuple[Verdict, ...]:
    """Give all that the lecture says of a run; nothing of one that did not learn."""
    if not run.history:
        return ()
    codes = BURST if run.diverged else THRESHOLD if run.recipe.optimizer == "perceptron" else tuple(RULES)
    found = tuple(Verdict(code, text) for code in codes if (text := RULES[code](run)) is not None)
    falls = run.start is not None and run.history[-1].loss < run.start.loss
    return found or (Verdict("healthy", f"{'the loss goes down, and ' if falls else ''}{CODES['healthy']}"),)
