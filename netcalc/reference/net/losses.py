"""Losses: gates that make one number of the scores, a mean over the batch (and over positions, where there are some).

Scores are (N, C) or (N, C, *W); labels are whole numbers, (N,) or (N, *W); for `mse`, targets shaped as the scores.
"""

import math
from typing import Any, Final

import numpy as np

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


class MSELoss(Gate):
    """Half the squared distance to the target, ½‖h - y‖² (ELEC 576, lecture 3)."""

    def __init__(self, targets: Any) -> None:
        """Hold the scores against these targets."""
        self.targets = np.asarray(targets)

    def forward(self, *inputs: Array) -> tuple[Array, Array]:
        """Average over the batch; ValueError where the targets are not shaped as the scores."""
        if not _fits(self.targets.shape, inputs[0].shape, 2):
            message = f"targets of shape {self.targets.shape} for scores of shape {inputs[0].shape}"
            raise ValueError(message)
        off = inputs[0] - self.targets.astype(inputs[0].dtype).reshape(inputs[0].shape)
        return 0.5 * (off * off).sum() / len(off), off / len(off)

    def backward(self, dout: Array, cache: Array) -> Gradients:
        """Give h - y, over the batch."""
        return (dout * cache,)


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


LOSSES: Final = {"softmax": SoftmaxLoss, "svm": SVMLoss, "mse": MSELoss}


def expected(kind: str, classes: int) -> float | None:
    """Give the loss of scores near 0, with which training should start: ln C, C - 1; none is known for `mse`."""
    return {"softmax": math.log(classes), "svm": SVMLoss.DELTA * (classes - 1)}.get(kind)


def random_target(kind: str, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Draw labels, or targets, for scores of a shape, (N, C) or (N, C, *W)."""
    if kind == "mse":
        return rng.standard_normal(shape)
    return rng.integers(shape[1], size=(shape[0], *shape[2:]))
