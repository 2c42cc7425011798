"""Gradients where there is no one gradient: every subgradient is right at a kink, every share at a tie."""

from typing import Final

import numpy as np

from netcalc.reference.student.case import Made, gradients
from netcalc.reference.student.closeness import CLOSE
from netcalc.reference.tape.gate import Array

BESIDE: Final = 1e-9


def between(got: Array, made: Made) -> bool:
    """Say whether a gradient lies between the one just below and the one just above, value by value."""
    if got.shape != made.truth.shape:
        return False
    ends = [gradients(made.gate, {"x": made.x + step}, made.dout)["dx"] for step in (-BESIDE, BESIDE)]
    low, high = np.minimum(*ends), np.maximum(*ends)
    room = CLOSE * (1 + np.abs(made.dout))
    return bool(((got >= low - room) & (got <= high + room)).all())


def shared_out(got: Array, made: Made) -> bool:
    """Say whether each window's gradient went to its largest values, in shares that add up; windows do not overlap."""
    down, across = made.case.window
    if got.shape != made.x.shape:
        return False
    for n, d, i, j in np.ndindex(*made.dout.shape):
        at = (n, d, slice(i * down.S, i * down.S + down.F), slice(j * across.S, j * across.S + across.F))
        largest, dout, sent = made.x[at] == made.x[at].max(), made.dout[n, d, i, j], got[at]
        fair = np.abs(sent.sum() - dout) < CLOSE and (sent * np.sign(dout) >= -CLOSE).all()
        if not fair or np.abs(sent[~largest]).max(initial=0) > CLOSE:
            return False
    return True


def margins_between(got: Array, made: Made) -> bool:
    """Say whether each margin of 0 pushes its class by a share of what the others push, and the right one back."""
    if got.shape != made.x.shape:
        return False
    rows, y, N = np.arange(len(made.x)), made.case.extra[0], len(made.x)
    margins = made.x - made.x[rows, y][:, None] + 1
    low, high = 1.0 * (margins > CLOSE) / N, 1.0 * (margins > -CLOSE) / N
    pushed = got.copy()
    pushed[rows, y] = low[rows, y] = high[rows, y] = 0
    within = ((pushed >= low - CLOSE) & (pushed <= high + CLOSE)).all()
    return bool(within) and bool(np.abs(got[rows, y] + pushed.sum(axis=1)).max() < CLOSE)
