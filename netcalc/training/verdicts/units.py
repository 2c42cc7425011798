"""Verdicts on units: dead ones, which will never fire again, and saturated ones, which kill the gradients."""

from collections.abc import Callable
from typing import Final

from netcalc.training.history import LayerWatch
from netcalc.training.run import Run

DEAD: Final = 0.2
SATURATED: Final = 0.3


def dead(run: Run) -> str | None:
    """Say in which layers many units fire for no example."""
    found = _above(run, lambda watch: watch.dead, DEAD)
    if not found:
        return None
    advice = "be careful with the learning rate, and with the first weights"
    return f"dead units ({found} fire for no example): they never update again; {advice}"


def saturated(run: Run) -> str | None:
    """Say in which layers most values lie where the activation is flat."""
    found = _above(run, lambda watch: watch.saturated, SATURATED)
    if not found:
        return None
    seen = f"saturated units ({found} of the values lie where it is flat)"
    return f"{seen}: they kill the gradients; start with smaller weights, or use relu"


def _above(run: Run, of: Callable[[LayerWatch], float], most: float) -> str:
    layers = run.history[-1].layers
    return ", ".join(f"{name} {of(watch):.0%}" for name, watch in layers.items() if of(watch) > most)
