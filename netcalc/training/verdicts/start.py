"""Verdicts on where a net begins: its first loss, and the weights that see the picture."""

from math import isnan
from typing import Final

import numpy as np

from netcalc.network.training.loss import Loss
from netcalc.reference.losses.catalogue import expected
from netcalc.reference.tape.gate import Array
from netcalc.training.run import Run

FAR: Final = 2.0  # times what equal scores give
SMALLEST: Final = 5  # pixels a side, below which weights are no picture
NOISE: Final = 0.05  # of neighbouring weights: how alike they are, from -1 to 1


def initial_loss(run: Run) -> str | None:
    """Say that the first loss, without the penalty, is not what equal scores give."""
    loss = run.net.network.loss or Loss("softmax")
    equal = expected(loss.kind, depth_of_scores(run))
    if run.start is None or equal is None or run.recipe.optimizer == "perceptron":
        return None
    first = run.start.data_loss
    if isnan(first) or equal / FAR <= first <= equal * FAR:
        return None
    seen = f"the first loss is {first:.3g}, where equal scores give {equal:.3g}"
    return f"{seen}: the weights start too large, or the inputs are"


def depth_of_scores(run: Run) -> int:
    """Give the number of classes that the last output has scores for."""
    made = run.net.report.outputs[-1].output
    return 1 if made is None else made.depth


def noisy_filters(run: Run) -> str | None:
    """Say that neighbours among the weights of the first layer are as unlike as by chance."""
    pictures = first_weights(run)
    if pictures is None:
        return None
    alike = likeness(pictures)
    if alike >= NOISE:
        return None
    return (
        f"the weights of the first layer look noisy (neighbours are {alike:.2f} alike, from -1 to 1): "
        "the regularization is maybe not strong enough"
    )


def first_weights(run: Run, smallest: int = SMALLEST) -> Array | None:
    """Give the weights of the first layer as pictures, (K, D, H, W); None where they are none of enough pixels."""
    layer = next((layer for layer in run.net.report if layer.working.arrays), None)
    if layer is None or layer.kind not in ("fc", "conv"):
        return None
    weights, reads = run.net.params.get(f"{layer.name}.weight"), layer.working.given[0]
    if weights is None or reads is None or run.net.network.graph.nodes[0].reads not in ((-1,), ()):
        return None
    if layer.kind == "fc" and len(reads.spatial) == 2:
        weights = weights.reshape(len(weights), reads.depth, *reversed(reads.spatial))
    if weights.ndim != 4 or min(weights.shape[2:]) < smallest:
        return None
    return weights


def likeness(pictures: Array) -> float:
    """Give the correlation of neighbouring weights, across and down."""
    w = pictures - pictures.mean(axis=(2, 3), keepdims=True)
    products = (w[..., 1:] * w[..., :-1]).mean() + (w[..., 1:, :] * w[..., :-1, :]).mean()
    square = float((w * w).mean())
    return float(products / 2 / square) if square and np.isfinite(square) else 0.0
