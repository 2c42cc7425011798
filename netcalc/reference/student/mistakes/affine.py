"""How a fully connected layer goes wrong: a bias left out, axes, shapes that are not put back."""

from typing import Final

import numpy as np

from netcalc.reference.student.case import Made, Mistake
from netcalc.reference.tape.gate import Array

FLAT: Final = "x is not flattened: an example is a row, x.reshape(x.shape[0], -1)"


def unbiased(made: Made) -> Array:
    """Give what comes out without the bias, the last of the inputs."""
    *inputs, b = made.case.inputs.values()
    return np.asarray(made.gate.forward(*inputs, np.zeros_like(b))[0])


def _still_flat(made: Made) -> Array | None:
    return made.truth.reshape(len(made.x), -1) if made.x.ndim > 2 else None


AFFINE_MISTAKES: Final = (
    Mistake("out", "the bias is not added", unbiased),
    Mistake("out", "the bias is taken away, not added", lambda made: 2 * unbiased(made) - made.truth),
    Mistake("dx", "it is not put back in the shape of x: reshape(x.shape)", _still_flat),
    Mistake("dw", "it is transposed: x.T @ dout, (D, M) as w is", lambda made: made.truth.T),
    Mistake("db", "it is summed over the units, not over the batch: axis 0", lambda made: made.dout.sum(axis=1)),
    Mistake("db", "it is summed over everything: axis 0 alone", lambda made: made.dout.sum()),
    Mistake("db", "it keeps an axis of 1: sum without keepdims", lambda made: made.dout.sum(axis=0, keepdims=True)),
    Mistake(
        "db",
        "it keeps an axis of 1, that of the units: the sum is over the batch, axis 0",
        lambda made: made.dout.sum(axis=1, keepdims=True),
    ),
)
