"""How the running statistics of batch normalisation go wrong, and what is used at test."""

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np

from netcalc.reference.student.case import Made, Mistake
from netcalc.reference.student.mistakes.norm_lines import Axes, mean_of, squares
from netcalc.reference.tape.gate import Array

RUNNING: Final = ("running_mean", "running_var")
USUAL: Final = 0.9


class Moving(NamedTuple):
    """A statistic that moves: what it was, the batch's, the momentum, eps, the values that it is of."""

    old: Array
    batch: Array
    momentum: float
    eps: float
    n: float

    def to(self, batch: Array, momentum: float | None = None) -> Array:
        """Move it as is right, to another statistic, or by another momentum."""
        m = self.momentum if momentum is None else momentum
        return m * self.old + (1 - m) * batch


def _axes(made: Made) -> Axes:
    return (0, *range(2, made.x.ndim))


def _moving(made: Made) -> Moving:
    found = (made.x.mean if made.array == RUNNING[0] else made.x.var)(axis=_axes(made))
    param = made.param
    old = param[made.array]
    return Moving(old, np.asarray(found), param["momentum"], param["eps"], made.x.size / made.x.shape[1])


def _one(array: str, sentence: str, rule: Callable[[Moving], Array]) -> Mistake:
    return Mistake(array, sentence, lambda made: rule(_moving(made)))


def _both(sentence: str, rule: Callable[[Moving], Array]) -> tuple[Mistake, ...]:
    return tuple(_one(array, sentence, rule) for array in RUNNING)


def _of_the_batch(made: Made) -> Array:
    """Normalise by the batch's own statistics."""
    x, gamma, beta = made.case.inputs.values()
    centred = x - mean_of(x, _axes(made))
    xhat = centred / np.sqrt(squares(centred, _axes(made)) + made.param["eps"])
    gamma, beta = (one.reshape(1, -1, *(1 for _ in x.shape[2:])) for one in (gamma, beta))
    return np.asarray(gamma * xhat + beta)


SPREAD: Final = "it holds the spread, not the variance"
STATISTICS_MISTAKES: Final = (
    Mistake("out at test", "it uses the batch's statistics at test: use the running ones", _of_the_batch),
    *_both("the running statistics are not updated in training", lambda s: s.old),
    *_both(
        "momentum is the wrong way round: momentum * running + (1 - momentum) * batch",
        lambda s: s.to(s.batch, 1 - s.momentum),
    ),
    *_both("the batch's statistics replace the running ones: mix them by momentum", lambda s: s.batch),
    *_both("momentum is written in as 0.9, not the one that is given", lambda s: s.to(s.batch, USUAL)),
    *_both(
        "the running statistics are not multiplied by momentum", lambda s: s.old + s.to(s.batch) - s.momentum * s.old
    ),
    *_both("the batch's statistics are not multiplied by (1 - momentum)", lambda s: s.momentum * s.old + s.batch),
    _one("running_var", "the variance is over N - 1, not N", lambda s: s.to(s.batch * s.n / (s.n - 1))),
    _one("running_var", SPREAD, lambda s: s.to(np.sqrt(s.batch))),
    _one("running_var", SPREAD, lambda s: s.to(np.sqrt(s.batch + s.eps))),
    _one("running_var", "eps is in it: it holds the variance alone", lambda s: s.to(s.batch + s.eps)),
)
