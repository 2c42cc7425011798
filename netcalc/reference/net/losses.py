"""Losses: gates that make one number of the scores, a mean over the batch (and over positions, where there are some).

Scores are (N, C) or (N, C, *W); labels are whole numbers, (N,) or (N, *W); for `logistic`, 0
or 1, and for `mse`, targets shaped as the scores.
"""

import math
from typing import Any, Final

import numpy as np

from netcalc.reference.kinds.activation.squashed import logistic
from netcalc.reference.tape.gate import Array, Gate, Gradients


def by_class(scores: Array) -> Array:
    """Put the scores as rows, one a decision: (N·positions, C)."""
    return np.moveaxis(scores, 1, -1).reshape(-1, scores.shape[1])


def _fits(given: tuple[int, ...], due: tuple[int, ...], plain: int) -> bool:
    """Say whether a shape is the one that is due; axes after the first `plain` may be left out where all are 1."""
    return given == due or (given == due[:plain] and all(extent == 1 for extent in due[plain:]))


class LabelLoss(Gate):
    """A loss against labels; a kind says what one row costs and how that moves with the scores."""

    def __init__(self, labels: Any) -> None:
        """Hold the scores against these labels."""
        self.labels = np.asarray(labels)

    def rows(self, scores: Array, at: tuple[Array, Array]) -> tuple[Array, Array]:
        """Give each row's loss, (M,), and its gradient, (M, C); `at` indexes the right class of each."""
        raise NotImplementedError

    def forward(self, *inputs: Array) -> tuple[Array, tuple[Array, tuple[int, ...]]]:
        """Average over the rows; ValueError where the labels are not those of such scores."""
        self._check(inputs[0].shape)
        scores = by_class(inputs[0])
        at = (np.arange(len(scores)), self.labels.reshape(-1))
        losses, drows = self.rows(scores, at)
        return losses.mean(), (drows / len(scores), inputs[0].shape)

    def _check(self, scores: tuple[int, ...]) -> None:
        due, C = (scores[0], *scores[2:]), scores[1]
        if not _fits(self.labels.shape, due, 1):
            message = f"labels of shape {self.labels.shape}, where scores of shape {scores} need {due}"
            raise ValueError(message)
        if self.labels.dtype.kind not in "iu":
            message = f"labels are whole numbers, not {self.labels.dtype}"
            raise ValueError(message)
        if self.labels.min() < 0 or self.labels.max() >= C:
            message = f"labels from {self.labels.min()} to {self.labels.max()}, where the classes are 0 to {C - 1}"
            raise ValueError(message)

    def backward(self, dout: Array, cache: tuple[Array, tuple[int, ...]]) -> Gradients:
        """Put the gradient of the rows back in the shape of the scores."""
        drows, shape = cache
        return (dout * np.moveaxis(drows.reshape(shape[0], *shape[2:], shape[1]), -1, 1),)


class SoftmaxLoss(LabelLoss):
    """Cross-entropy of the softmax: -log of the share that the right class gets."""

    def rows(self, scores: Array, at: tuple[Array, Array]) -> tuple[Array, Array]:
        """Give log(sum of exp) less the right score, the largest being taken off first; shares less the truth."""
        shifted = scores - scores.max(axis=1, keepdims=True)
        total = np.exp(shifted).sum(axis=1, keepdims=True)
        shares = np.exp(shifted) / total
        losses = np.log(total[:, 0]) - shifted[at]
        shares[at] -= 1
        return losses, shares


class SVMLoss(LabelLoss):
    """Multiclass hinge: each wrong class costs what it comes nearer to the right one than DELTA (Weston, Watkins)."""

    DELTA: Final = 1.0

    def rows(self, scores: Array, at: tuple[Array, Array]) -> tuple[Array, Array]:
        """Add up the margins above 0; each pushes its class down and the right one up."""
        margins = np.maximum(scores - scores[at][:, None] + self.DELTA, 0)
        margins[at] = 0
        drows = (margins > 0).astype(scores.dtype)
        drows[at] = -drows.sum(axis=1)
        return margins.sum(axis=1), drows

    def choices(self, cache: tuple[Array, tuple[int, ...]]) -> Array:
        """Say which margins count."""
        return np.asarray(cache[0] > 0)


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
        if not _fits(self.targets.shape, scores.shape, 2):
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


class L2(Gate):
    """Weight decay: lambda times the sum of all squared weights."""

    def __init__(self, strength: float) -> None:
        """Weigh by this lambda."""
        self.strength = strength

    def forward(self, *inputs: Array) -> tuple[Array, tuple[Array, ...]]:
        """Add up the squares of every array."""
        return np.asarray(self.strength * sum(float((w * w).sum()) for w in inputs), inputs[0].dtype), inputs

    def backward(self, dout: Array, cache: tuple[Array, ...]) -> Gradients:
        """Give 2 lambda W."""
        return tuple(dout * (2 * self.strength) * w for w in cache)


LOSSES: Final = {"softmax": SoftmaxLoss, "svm": SVMLoss, "logistic": LogisticLoss, "mse": MSELoss}


def expected(kind: str, classes: int) -> float | None:
    """Give the loss of scores near 0, with which training should start: ln C, C - 1, ln 2; `mse` has none."""
    starts = {"softmax": math.log(classes), "svm": SVMLoss.DELTA * (classes - 1), "logistic": math.log(2)}
    return starts.get(kind)


def random_target(kind: str, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Draw labels, or targets, for scores of a shape, (N, C) or (N, C, *W)."""
    if kind == "mse":
        return rng.standard_normal(shape)
    if kind == "logistic":
        return rng.integers(2, size=shape)
    return rng.integers(shape[1], size=(shape[0], *shape[2:]))
