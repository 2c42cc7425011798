"""Losses against a label, (N,) or (N, *W): the number of the right class."""

from typing import Any, Final

import numpy as np

from netcalc.reference.losses.shapes import by_class, fits
from netcalc.reference.tape.gate import Array, Gate, Gradients


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
        if not fits(self.labels.shape, due, 1):
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
