"""The lines of a normalisation, forward and backward, so that one of them can be broken."""

from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from netcalc.reference.student.case import Made
from netcalc.reference.tape.gate import Array

Axes: TypeAlias = tuple[int, ...]


def mean_of(x: Array, axes: Axes) -> Array:
    """Give the mean over some axes, which stay as 1."""
    return np.asarray(x.mean(axis=axes, keepdims=True))


def squares(x: Array, axes: Axes) -> Array:
    """Give the mean square, which is the variance of what is centred."""
    return mean_of(x * x, axes)


def count(x: Array, axes: Axes) -> int:
    """Count the values that one mean is of."""
    return int(np.prod([x.shape[axis] for axis in axes]))


def through_variance(dxhat: Array, centred: Array, spread: Array, axes: Axes) -> Array:
    """Give what comes back through the variance: -1/2 of one over the root's cube, times 2 (x - mean) / N."""
    return np.asarray(-centred / spread**3 * mean_of(dxhat * centred, axes))


def side_by_side(x: Array, groups: int) -> Array:
    """Put channels that lie side by side in groups: (N, G, D/G, H, W)."""
    return x.reshape(len(x), groups, -1, *x.shape[2:])


class Lines(NamedTuple):
    """What a norm computes, a line after the other."""

    mean: Callable[[Array, Axes], Array] = mean_of
    variance: Callable[[Array, Axes], Array] = squares
    spread: Callable[[Array, float], Array] = lambda variance, eps: np.sqrt(variance + eps)
    scaled: Callable[[Array, Array, Array], Array] = lambda xhat, gamma, beta: gamma * xhat + beta
    upstream: Callable[[Array, Array], Array] = lambda dout, gamma: dout * gamma
    through_variance: Callable[[Array, Array, Array, Axes], Array] = through_variance
    through_mean: Callable[[Array, Axes], Array] = lambda dcentred, axes: -mean_of(dcentred, axes)
    group: Callable[[Array, int], Array] = side_by_side
    ungroup: Callable[[Array], Array] = lambda x: x


RIGHT: Final = Lines()


class Laid(NamedTuple):
    """A norm's arrays, x in groups where there are some."""

    centred: Array
    spread: Array
    gamma: Array
    beta: Array


def laid(made: Made, lines: Lines, axes: Axes) -> Laid:
    """Centre x and find its spread by these lines; at test by the running statistics."""
    x, gamma, beta = made.case.inputs.values()
    gamma, beta = (one.reshape(1, -1, *(1 for _ in x.shape[2:])) for one in (gamma, beta))
    if made.case.at:
        running, variance = (made.param[name].reshape(gamma.shape) for name in ("running_mean", "running_var"))
        mean = running if lines.mean is mean_of else lines.mean(x, axes)
    else:
        x = grouped(made, x, lines)
        mean, variance = lines.mean(x, axes), lines.variance(x - mean_of(x, axes), axes)
    return Laid(x - mean, lines.spread(variance, made.param["eps"]), gamma, beta)


def grouped(made: Made, x: Array, lines: Lines) -> Array:
    """Put the slices in groups, where a number of them is given."""
    groups = made.case.extra[0]
    return lines.group(x, groups) if isinstance(groups, int) else x


def ungrouped(made: Made, x: Array, lines: Lines) -> Array:
    """Put the slices side by side again."""
    return lines.ungroup(x).reshape(made.x.shape)


def out(made: Made, lines: Lines, axes: Axes) -> Array:
    """Give what comes out by these lines."""
    found = laid(made, lines, axes)
    xhat = ungrouped(made, found.centred / found.spread, lines)
    return lines.scaled(xhat, found.gamma, found.beta)


def dx(made: Made, lines: Lines, axes: Axes) -> Array:
    """Give the gradient of x by these lines."""
    found = laid(made, RIGHT._replace(group=lines.group), axes)
    dxhat = grouped(made, lines.upstream(made.dout, found.gamma), lines)
    dcentred = dxhat / found.spread + lines.through_variance(dxhat, found.centred, found.spread, axes)
    return ungrouped(made, dcentred + lines.through_mean(dcentred, axes), lines)
