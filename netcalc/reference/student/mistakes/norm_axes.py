"""How a norm goes wrong by its axes: whose mean it is, how many values are counted, what is a group."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import numpy as np

from netcalc.reference.student.case import Made, Mistake
from netcalc.reference.student.mistakes.norm_lines import (
    RIGHT,
    Axes,
    Lines,
    count,
    dx,
    grouped,
    mean_of,
    out,
    through_variance,
)
from netcalc.reference.tape.gate import Array

IN_GROUPS: Final = (2, 3, 4)


def _both(sentence: str, axes: Axes, lines: Lines = RIGHT) -> Iterator[Mistake]:
    """Take mean and variance elsewhere, forward and backward."""
    yield Mistake("out", sentence, lambda made: None if made.case.at else out(made, lines, axes))
    yield Mistake("dx", sentence, lambda made: dx(made, lines, axes))


def _counted(sentence: str, number: Callable[[Array], int], axes: Axes) -> Mistake:
    """Divide by another number of values on the way back."""

    def rule(made: Made) -> Array:
        by = count(grouped(made, made.x, RIGHT), axes) / number(made.x)
        lines = RIGHT._replace(
            through_mean=lambda d, axes: -mean_of(d, axes) * by,
            through_variance=lambda *line: through_variance(*line) * by,
        )
        return dx(made, lines, axes)

    return Mistake("dx", sentence, rule)


def _added(sentence: str, axes: Axes) -> Iterator[Mistake]:
    """Add the learned gradients up over other axes."""
    for array in ("dgamma", "dbeta"):
        yield Mistake(array, sentence, partial(_learned, axes=axes))


def _learned(made: Made, axes: Axes) -> Array:
    gamma, beta = (one.reshape(1, -1, *(1 for _ in made.x.shape[2:])) for one in [*made.case.inputs.values()][1:])
    xhat = (made.out - beta) / gamma
    return np.asarray((made.dout * xhat if made.array == "dgamma" else made.dout).sum(axis=axes))


def _apart(x: Array, groups: int) -> Array:
    return x.reshape(len(x), -1, groups, *x.shape[2:]).swapaxes(1, 2)


def _laid_wrong(made: Made) -> Array:
    """Read the values in the order in which they lie, as if the channels came last."""
    x, gamma, beta = made.case.inputs.values()
    flat = x.reshape(-1, x.shape[1])
    known = made.param
    mean, var = (known["running_mean"], known["running_var"]) if made.case.at else (flat.mean(axis=0), flat.var(axis=0))
    return np.asarray((gamma * (flat - mean) / np.sqrt(var + known["eps"]) + beta).reshape(x.shape))


def _moved_wrong(made: Made) -> Array:
    """Move the running statistics to those of values so read."""
    flat, m = made.x.reshape(-1, made.x.shape[1]), made.param["momentum"]
    batch = flat.mean(axis=0) if made.array == "running_mean" else flat.var(axis=0)
    return np.asarray(m * made.param[made.array] + (1 - m) * batch)


UNTURNED: Final = "x.reshape(-1, C) does not bring the channels to the end: x.transpose(0, 2, 3, 1) first"
BATCH_AXES: Final = (
    *_both("mean and variance are over the features, axis 1; here they are over the batch, axis 0", (1,)),
    *_both("there is one mean and one variance for all; here each feature has its own, axis 0", (0, 1)),
    _counted("D stands where N is due: a mean is over the batch", lambda x: x.shape[1], (0,)),
    *_added("it is summed over the features, axis 1; sum over the batch, axis 0", (1,)),
)
LAYER_AXES: Final = (
    *_both("mean and variance are over the batch, axis 0; here they are over each example, axis 1", (0,)),
    *_both("there is one mean and one variance for all; here each example has its own, axis 1", (0, 1)),
    _counted("N stands where D is due: a mean is over the features", len, (1,)),
    *_added("it is summed over the features, axis 1; gamma and beta are shared by the batch: axis 0", (1,)),
)
SPATIAL_AXES: Final = (
    *_both("mean and variance are over the batch alone; here they are over all positions too, axes (0, 2, 3)", (0,)),
    *_both("mean and variance are of each image; here they are over the batch too, axes (0, 2, 3)", (2, 3)),
    *_both("mean and variance are over the channels; here each channel has its own, axes (0, 2, 3)", (1,)),
    *_both("there is one mean and one variance for all; here each channel has its own", (0, 1, 2, 3)),
    Mistake("out", UNTURNED, _laid_wrong),
    Mistake("running_mean", UNTURNED, _moved_wrong),
    Mistake("running_var", UNTURNED, _moved_wrong),
    _counted("N stands where N H W is due: a mean is over all positions", len, (0, 2, 3)),
    *_added("it is summed over the batch alone; sum over all positions too, axes (0, 2, 3)", (0,)),
)
GROUP_AXES: Final = (
    *_both("G is passed over: mean and variance are over all channels", IN_GROUPS, RIGHT._replace(
        group=lambda x, _: x[:, None])),
    *_both("mean and variance are of each channel; here they are of each group of channels", IN_GROUPS, RIGHT._replace(
        group=lambda x, _: x[:, :, None])),
    *_both("G is taken for the channels of a group; it is the number of groups", IN_GROUPS, RIGHT._replace(
        group=lambda x, G: x.reshape(len(x), -1, G, *x.shape[2:]))),
    *_both("a group takes every G-th channel; it takes channels that lie side by side", IN_GROUPS, RIGHT._replace(
        group=_apart, ungroup=lambda x: x.swapaxes(1, 2))),
    _counted("N stands where D/G H W is due: a mean is over a group", len, IN_GROUPS),
    *_added("it is summed over the batch alone; sum over all positions too", (0,)),
    *_added("it lies flat, (D,); gamma and beta are (1, D, 1, 1): sum with keepdims", (0, 2, 3)),
)  # fmt: skip
