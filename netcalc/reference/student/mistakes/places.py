"""Where a window lies, place by place, and what comes from above there."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from netcalc.reference.student.case import Made
from netcalc.reference.tape.gate import Array

OVERWRITTEN: Final = "windows that overlap write over each other: add (+=), do not assign"
FIRST_WINDOW: Final = "it holds the first window alone: return after the loops, not in them"


def places(made: Made, stride: int = 0) -> Iterator[tuple[Any, Array]]:
    """Give each place of the window, as an index, and the upstream gradient there: (N, D)."""
    down, across = made.case.window
    for i, j in np.ndindex(*made.dout.shape[2:]):
        top, left = i * (stride or down.S), j * (stride or across.S)
        yield (..., slice(top, top + down.F), slice(left, left + across.F)), made.dout[:, :, i, j]


def around(made: Made) -> tuple[tuple[int, int], ...]:
    """Give the padding of (N, D, H, W)."""
    return ((0, 0), (0, 0), *((one.before, one.after) for one in made.case.window))


def inside(made: Made) -> Any:
    """Say where x lies in its padding."""
    extents = zip(made.case.window, made.x.shape[2:], strict=True)
    return (..., *(slice(one.before, one.before + n) for one, n in extents))


def first_window(made: Made) -> Array:
    """Give the first value of an array alone."""
    alone = np.zeros_like(made.truth)
    alone[0, 0, 0, 0] = made.truth[0, 0, 0, 0]
    return alone


def one_window(made: Made) -> Array:
    """Go back from the first window alone."""
    alone = np.zeros_like(made.dout)
    alone[0, 0, 0, 0] = made.dout[0, 0, 0, 0]
    return made.back(alone)
