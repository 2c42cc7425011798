"""Mistakes that every gradient may have: its sign, a factor, an axis, the batch, another's place."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from netcalc.reference.student.case import Made, Mistake
from netcalc.reference.tape.gate import Array

ANY_GRADIENT: Final = "d*"  # of whichever input
PARAMETER: Final = "d*, not of x"
ANYTHING: Final = "*"
FAINT: Final = 1e-9
MISSING: Final = "the upstream gradient is missing: multiply by dout"


def applies(mistake: Mistake, array: str, case_gradients: tuple[str, ...]) -> bool:
    """Say whether a mistake is one of this array."""
    if mistake.array == PARAMETER:
        return array in case_gradients[1:]
    return mistake.array in {ANYTHING, array} or (mistake.array == ANY_GRADIENT and array in case_gradients)


def _one_at_a_time(made: Made) -> Iterator[Array]:
    """Give the gradient of each example alone."""
    for one in range(len(made.dout)):
        alone = np.zeros_like(made.dout)
        alone[one] = made.dout[one]
        yield made.back(alone)


def _example(made: Made, one: int) -> Array | None:
    return [*_one_at_a_time(made)][one] if made.dout.ndim else None


def _without_upstream(made: Made) -> Array | None:
    """Go back from 1 everywhere; a norm sends nothing back then, which is said otherwise."""
    found = made.back(np.ones_like(made.dout))
    return found if made.dout.ndim and np.abs(found).max(initial=0) > FAINT else None


def _averaged_over_all(made: Made) -> Array | None:
    bias = made.truth.ndim == 1 and made.dout.ndim > 2
    return made.truth * made.truth.size / made.dout.size if bias else None


def _turned_kernel(made: Made) -> Array | None:
    return made.truth.swapaxes(2, 3) if made.truth.ndim == 4 else None


EVERY: Final = (
    Mistake("out", "it is all 0", lambda made: np.zeros_like(made.truth)),
    Mistake(ANY_GRADIENT, "it is all 0: nothing is sent back", lambda made: np.zeros_like(made.truth)),
    Mistake(ANY_GRADIENT, "it is transposed", lambda made: made.truth.T),
    Mistake(ANYTHING, "its sign is wrong", lambda made: -made.truth),
    Mistake(ANY_GRADIENT, "it is averaged over the batch, not summed", lambda made: made.truth / len(made.x)),
    Mistake(ANY_GRADIENT, "it is multiplied by the batch size", lambda made: made.truth * len(made.x)),
    Mistake(ANYTHING, "it is twice as large as it should be", lambda made: made.truth * 2),
    Mistake(ANYTHING, "it is half as large as it should be", lambda made: made.truth / 2),
    Mistake(ANY_GRADIENT, MISSING, _without_upstream),
    Mistake(
        PARAMETER,
        "it is not summed over the batch",
        lambda made: np.stack([*_one_at_a_time(made)]) if made.dout.ndim else None,
    ),
    Mistake(PARAMETER, "it holds the last example alone: add (+=), do not assign", lambda made: _example(made, -1)),
    Mistake(PARAMETER, "it holds the first example alone", lambda made: _example(made, 0)),
    Mistake(PARAMETER, "height and width are swapped", _turned_kernel),
    Mistake(PARAMETER, "it is averaged over the batch and all positions, not summed", _averaged_over_all),
)
