"""Gradients held against finite differences: the analytic ones are fast and error-prone, the numeric ones neither.

An array's numeric gradient is taken entry by entry where that is cheap, else along random directions,
each of which moves every entry. Outputs whose kink lies within a difference are left out, and counted.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from netcalc.reference.verify.gradients.differences import Seen, differences
from netcalc.reference.verify.ran import CHEAP, Plan, Ran

STEP: Final = 1e-6  # of the array's own size: CS231n's h is 1e-5, too long where a spread is small
SHORTER: Final = 1e-7
LONGER: Final = 1e-2  # how steep it is nearby, where the slope itself is 0
CLOSE: Final = 1e-6
FINE: Final = 1e-8  # as good as a centred difference


@dataclass(frozen=True, slots=True)
class GradientCheck:
    """What came of checking one array: the relative error, how it was taken, the kinks that were crossed.

    The error is the largest difference of the two gradients over the largest gradient found.
    """

    name: str
    error: float
    method: str
    taken: int
    kinks: int


def check_input(ran: Ran, place: int, plan: Plan, name: str = "") -> GradientCheck:
    """Check the gradient of one input of a gate; once more by shorter differences where the first are far off.

    A difference of a curve is off by its bend: next to a slope of 0, as of x³ at 0, that is all there is. So what is
    still far off is measured against the slopes nearby. What takes long and is linear needs one end alone.
    """
    exact = ran.value.dtype == np.float64
    if exact and plan.work > CHEAP:
        method, found = differences(STEP, ran, place, plan, ends=1)
        if found.error() <= FINE:
            return GradientCheck(name, found.error(), method, found.taken, found.kinks)
    method, found = differences(STEP, ran, place, plan)
    if found.error() > CLOSE and exact:
        found = min(found, differences(SHORTER, ran, place, plan)[1], key=Seen.error)
    if found.error() > CLOSE:
        found.largest = max(found.largest, differences(LONGER, ran, place, plan)[1].steepest)
    return GradientCheck(name, found.error(), method, found.taken, found.kinks)
