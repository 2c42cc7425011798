"""Losses as the assignments write them: of scores, and of the weights of a linear classifier."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

import numpy as np

from netcalc.reference.losses.labels import LabelLoss, SoftmaxLoss, SVMLoss
from netcalc.reference.student.calling import measured, run, two
from netcalc.reference.student.case import Case, Form, Function, drawn, extents
from netcalc.reference.student.decay import factor
from netcalc.reference.student.kinks import margins_between
from netcalc.reference.student.mistakes.every import EVERY
from netcalc.reference.student.mistakes.softmax import SOFTMAX_MISTAKES
from netcalc.reference.student.mistakes.svm import SVM_MISTAKES
from netcalc.reference.student.mistakes.weights import weight_mistakes
from netcalc.reference.tape.gate import Array, Gate, Gradients

SHAPES: Final = ((4, 5), (3, 4))
LARGE: Final = 1000.0
OVERFLOW: Final = "exp overflows on large scores: take the largest of each row off first"
REG: Final = 0.3


class WeightLoss(Gate):
    """The loss of the scores X W, and reg times the sum of W², or half of that."""

    def __init__(self, loss: LabelLoss, X: Array, reg: float, half: float) -> None:
        """Take these examples."""
        self.loss, self.X, self.reg, self.half = loss, X, reg, half

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Add the two parts."""
        loss, cache = self.loss.forward(self.X @ inputs[0])
        return loss + self.half * self.reg * (inputs[0] ** 2).sum(), (inputs[0], cache)

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Give X^T dscores, and the weights' own share."""
        W, scores = cache
        (dscores,) = self.loss.backward(dout, scores)
        return (self.X.T @ np.asarray(dscores) + dout * 2 * self.half * self.reg * W,)


def _of_scores(loss: type[LabelLoss]) -> Callable[[np.random.Generator, Function], Iterator[Case]]:
    """Give scores, then whole ones, whose margins may be 0, or large ones, whose exponentials overflow."""

    def cases(rng: np.random.Generator, _: Function) -> Iterator[Case]:
        for shape in SHAPES:
            y = rng.integers(shape[1], size=shape[0])
            yield Case(f"x {extents(shape)}", drawn(rng, x=shape), (y,), loss(y))
        y, whole = rng.integers(4, size=6), rng.integers(-2, 3, (6, 4)).astype(np.float64)
        if loss is SVMLoss:
            yield Case("x 6x4, margins of 0", {"x": whole}, (y,), loss(y), kindly=margins_between)
        else:
            yield Case("x 6x4, scores near 1,000", {"x": LARGE + whole}, (y,), loss(y), overflow=OVERFLOW)

    return cases


def _of_weights(loss: type[LabelLoss]) -> Callable[[np.random.Generator, Function], Iterator[Case]]:
    def cases(rng: np.random.Generator, function: Function) -> Iterator[Case]:
        for (N, D, C), reg in (((5, 4, 3), 0.0), ((6, 3, 4), REG)):
            X, y = rng.standard_normal((N, D)), rng.integers(C, size=N)
            W = drawn(rng, W=(D, C))
            what = f"W {D}x{C}, X {N}x{D}, reg {reg:g}"
            half = factor(partial(_loss, function, W["W"], X, y), REG, float((W["W"] ** 2).sum()), 1.0)
            yield Case(what, W, (X, y, reg), WeightLoss(loss(y), X, reg, half))

    return cases


def _loss(function: Function, W: Array, X: Array, y: Array, reg: float) -> float:
    return float(measured(two(run(function, W.copy(), X.copy(), y.copy(), reg), LOSS), LOSS).out)


LOSS: Final = ("the function", "loss", "dW")
SVM = Form("svm_loss(x, y)", _of_scores(SVMLoss), (*SVM_MISTAKES, *EVERY), value="loss")
SOFTMAX = Form("softmax_loss(x, y)", _of_scores(SoftmaxLoss), (*SOFTMAX_MISTAKES, *EVERY), value="loss")
SVM_WEIGHTS = Form(
    "svm_loss_naive(W, X, y, reg)", _of_weights(SVMLoss), (*weight_mistakes(SVM_MISTAKES), *EVERY), value="loss"
)
SOFTMAX_WEIGHTS = Form(
    "softmax_loss_naive(W, X, y, reg)",
    _of_weights(SoftmaxLoss),
    (*weight_mistakes(SOFTMAX_MISTAKES), *EVERY),
    value="loss",
)
