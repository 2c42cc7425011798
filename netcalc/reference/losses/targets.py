"""Losses against a target for each score: 0 or 1 for `logistic`, any number for `mse`."""

from typing import Any

import numpy as np

from netcalc.reference.kinds.activation.squashed import logistic
from netcalc.reference.losses.shapes import fits
from netcalc.reference.tape.gate import Array, Gate, Gradients


class ValueLoss(Gate):
    """A loss against a target for each score; a kind says what one score costs and how that moves with it."""

    def __init__(self, targets: Any) -> None:
        """Hold the scores against these targets."""
        self.targets = np.asarray(targets)

    def each(self, scores: Array, targets: Array) -> tuple[Array, Array]:
        """Give each score's loss, and its gradient."""
        raise NotImplementedError

    def forward(self, *inputs: Array) -> tuple[Array, Array]:
        """Average over all scores; ValueError where the targets are not shaped as they are."""
        scores = inputs[0]
        if not fits(self.targets.shape, scores.shape, 2):
            message = f"targets of shape {self.targets.shape} for scores of shape {scores.shape}"
            raise ValueError(message)
        losses, dscores = self.each(scores, self.targets.astype(scores.dtype).reshape(scores.shape))
        return losses.mean(), dscores / scores.size

    def backward(self, dout: Array, cache: Array) -> Gradients:
        """Give each score its share."""
        return (dout * cache,)


class MSELoss(ValueLoss):
    """The squared distance to the target, (h - y)² (PyTorch's MSELoss)."""

    def each(self, scores: Array, targets: Array) -> tuple[Array, Array]:
        """Give (h - y)², and 2(h - y)."""
        off = scores - targets
        return off * off, 2 * off


class LogisticLoss(ValueLoss):
    """Binary cross-entropy of σ(score), the labels being 0 and 1 (PyTorch's BCEWithLogitsLoss)."""

    def each(self, scores: Array, targets: Array) -> tuple[Array, Array]:
        """Give -y ln σ - (1 - y) ln(1 - σ), written so that nothing overflows, and σ - y."""
        if not np.isin(targets, (0, 1)).all():
            message = f"labels are 0 or 1, not {targets.min():g} to {targets.max():g}"
            raise ValueError(message)
        losses = np.maximum(scores, 0) - scores * targets + np.log1p(np.exp(-np.abs(scores)))
        return losses, logistic(scores) - targets
