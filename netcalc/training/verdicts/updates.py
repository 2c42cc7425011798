"""Verdicts on the ratio of updates to weights: the lecture wants it somewhere around 0.01 to 0.001."""

from statistics import median
from typing import Final

from netcalc.training.run import Run
from netcalc.training.verdicts import units

HIGH: Final = 0.05
LOW: Final = 0.0001
WANTED: Final = 0.001  # the lower end of what is wanted
FADED: Final = 0.05  # of the largest ratio of a layer: gradients fade on their way to it
FLAT: Final = ("sigmoid", "tanh")
WHILE: Final = 0.5  # a net that has learned moves little: the first half of the epochs counts


def high(run: Run) -> str | None:
    """Say which layers move too far."""
    found = {name: ratio for name, ratio in _ratios(run).items() if min(ratio, run.firsts[name]) > HIGH}
    return _said(found, "large", "lower the learning rate")  # not where only the weights became small


def low(run: Run) -> str | None:
    """Say which layers hardly move, though their units are alive; and where the last moves, that gradients fade."""
    if units.dead(run):
        return None
    ratios = _ratios(run)
    most = max(ratios.values(), default=0.0)
    if len(ratios) > 1 and most >= WANTED:
        faded = {name: ratio for name, ratio in ratios.items() if ratio < min(WANTED, FADED * most)}
        return _said(faded, "small", f"gradients fade on their way back, so use {_against_fading(run)}")
    return _said({name: ratio for name, ratio in ratios.items() if ratio < LOW}, "small", "raise the learning rate")


def _against_fading(run: Run) -> str:
    """Say what helps: relu, where something else flattens the gradients."""
    flat = any(node.layer.kind in FLAT for node in run.net.network.graph.nodes)
    return "relu, another start or a norm" if flat else "another start or a norm"


def _ratios(run: Run) -> dict[str, float]:
    """Give the middle ratio of each layer while it learned."""
    epochs = run.history[: max(1, round(WHILE * len(run.history)))]
    return {name: median(epoch.layers[name].update_ratio for epoch in epochs) for name in epochs[0].layers}


def _said(found: dict[str, float], how: str, do: str) -> str | None:
    if not found:
        return None
    each = ", ".join(f"{name} {ratio:.2g}" for name, ratio in found.items())
    return f"updates are {how} against the weights ({each}; wanted: 0.001 to 0.01): {do}"
