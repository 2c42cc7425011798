"""How normalisation goes wrong: its lines, one of them broken at a time; other axes, another count."""

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

import numpy as np

from netcalc.reference.student.case import Made, Mistake
from netcalc.reference.student.mistakes.norm_axes import (
    BATCH_AXES,
    GROUP_AXES,
    IN_GROUPS,
    LAYER_AXES,
    SPATIAL_AXES,
)
from netcalc.reference.student.mistakes.norm_lines import (
    RIGHT,
    Axes,
    Lines,
    count,
    dx,
    laid,
    mean_of,
    out,
    squares,
    through_variance,
)
from netcalc.reference.tape.gate import Array


def _none(*_: object) -> Array:
    return np.zeros(())


def _unbiased(centred: Array, axes: Axes) -> Array:
    n = count(centred, axes)
    return squares(centred, axes) * n / (n - 1)


def _scaled(by: Any) -> Any:
    """Weigh the path through the variance by something of the number of values."""

    def broken(dxhat: Array, centred: Array, spread: Array, axes: Axes) -> Array:
        return np.asarray(through_variance(dxhat, centred, spread, axes) * by(count(dxhat, axes)))

    return broken


MEAN: Final = "the path through the mean is left out: the mean depends on x"
VARIANCE: Final = "the path through the variance is left out: the variance depends on x"
CONSTANTS: Final = "mean and variance are taken for constants: both depend on x"
FORWARD: Final[tuple[tuple[str, Lines], ...]] = (
    ("the variance is over N - 1, not N", RIGHT._replace(variance=_unbiased)),
    ("eps stands outside the root: sqrt(var + eps)", RIGHT._replace(spread=lambda v, eps: np.sqrt(v) + eps)),
    ("eps is left out: sqrt(var + eps)", RIGHT._replace(spread=lambda v, _: np.sqrt(v))),
    ("eps is written in as 1e-5, not the one that is given", RIGHT._replace(spread=lambda v, _: np.sqrt(v + 1e-5))),
    ("it is divided by the variance, not by its root", RIGHT._replace(spread=lambda v, eps: v + eps)),
    ("the mean is not taken away", RIGHT._replace(mean=_none)),
    ("it is not divided by the spread", RIGHT._replace(spread=lambda v, _: np.ones_like(v))),
    ("gamma and beta are left out", RIGHT._replace(scaled=lambda xhat, *_: xhat)),
    ("beta is not added", RIGHT._replace(scaled=lambda xhat, gamma, _: gamma * xhat)),
    ("gamma is left out", RIGHT._replace(scaled=lambda xhat, _, beta: xhat + beta)),
    ("gamma and beta are swapped", RIGHT._replace(scaled=lambda xhat, gamma, beta: beta * xhat + gamma)),
)
BACKWARD: Final[tuple[tuple[str, Lines], ...]] = (
    (CONSTANTS, RIGHT._replace(through_variance=_none, through_mean=_none)),
    (MEAN, RIGHT._replace(through_mean=_none)),
    (VARIANCE, RIGHT._replace(through_variance=_none)),
    ("gamma is forgotten: dxhat is dout * gamma", RIGHT._replace(upstream=lambda dout, _: dout)),
    ("the path through the variance has the wrong sign", RIGHT._replace(through_variance=_scaled(lambda _: -1))),
    ("the path through the mean has the wrong sign", RIGHT._replace(through_mean=mean_of)),
    (
        "the path through the variance is twice as large: a root's derivative is 1/2 of one over it",
        RIGHT._replace(through_variance=_scaled(lambda _: 2)),
    ),
    (
        "the path through the variance is half as large: a square's derivative is 2 (x - mean)",
        RIGHT._replace(through_variance=_scaled(lambda _: 0.5)),
    ),
    (
        "the path through the mean is a sum: divide by the number of values",
        RIGHT._replace(through_mean=lambda d, axes: -mean_of(d, axes) * count(d, axes)),
    ),
    (
        "the path through the variance is a sum: divide by the number of values",
        RIGHT._replace(through_variance=_scaled(lambda n: n)),
    ),
    (
        "the path through the variance is over N - 1, not N",
        RIGHT._replace(through_variance=_scaled(lambda n: n / (n - 1))),
    ),
)
AXES: Final = {(0,): BATCH_AXES, (1,): LAYER_AXES, (0, 2, 3): SPATIAL_AXES, IN_GROUPS: GROUP_AXES}
UNDIVIDED: Final = "it is not divided by the spread"


def norm_mistakes(axes: Axes) -> tuple[Mistake, ...]:
    """Give the mistakes of a norm over these axes, of x in its groups."""
    return (*AXES[axes], *_mistakes(axes))


def _mistakes(axes: Axes) -> Iterator[Mistake]:
    for sentence, lines in FORWARD:
        yield Mistake("out", sentence, partial(_out, lines=lines, axes=axes))
    for sentence, lines in BACKWARD:
        yield Mistake("dx", sentence, partial(dx, lines=lines, axes=axes))
    yield Mistake("dx", UNDIVIDED, lambda made: made.truth * _spread(made, axes))
    yield Mistake("dgamma", "it is dout times x, not times x̂", lambda made: _summed(made, made.x))
    yield Mistake("dgamma", "it is dout times (x - mean): divide by the spread", lambda made: _centred(made, axes))
    yield Mistake("dgamma", "it is dout times out, not times x̂", lambda made: _summed(made, made.out))


def _out(made: Made, lines: Lines, axes: Axes) -> Array:
    return out(made, lines, axes)


def _spread(made: Made, axes: Axes) -> Array:
    found = laid(made, RIGHT, axes)
    return np.broadcast_to(found.spread, found.centred.shape).reshape(made.x.shape)


def _summed(made: Made, values: Array) -> Array:
    """Add dout times something up, a slice at a time, in the shape of gamma."""
    added = (made.dout * values).sum(axis=(0, *range(2, made.x.ndim)))
    return np.asarray(added.reshape(made.truth.shape))


def _centred(made: Made, axes: Axes) -> Array:
    return _summed(made, laid(made, RIGHT, axes).centred.reshape(made.x.shape))
