"""How activations that bend at 0 go wrong: a mask of the wrong array, or the wrong way round; the slope below 0."""

from typing import Final

import numpy as np

from netcalc.reference.student.case import Made, Mistake
from netcalc.reference.student.mistakes.local import local, slope, value
from netcalc.reference.tape.gate import Array

MASK: Final = "it asks where dout is above 0, not where x is"
WRITTEN_IN: Final = "the slope is written in as 0.01, not the one that is given"
USUAL: Final = 0.01
RELU: Final = (
    Mistake("dx", MASK, lambda made: made.dout * (made.dout > 0)),
    local("it passes all of dout: where x is not above 0 nothing goes back", lambda x, _: np.ones_like(x)),
    local("its mask is the wrong way round: dout goes where x is above 0", lambda x, _: 1.0 * (x <= 0)),
    Mistake("dx", "it gives x where x is above 0: it is dout there", lambda made: made.x * (made.x > 0)),
    local("it multiplies by x too: where x is above 0 the local gradient is 1", lambda x, _: x * (x > 0)),
    value("it is |x|, not max(0, x)", np.abs),
    value("it gives 1 where x is above 0, not x", lambda x: 1.0 * (x > 0)),
    value("it cuts off what is above 0: min in place of max", lambda x: np.minimum(x, 0)),
    value("it hands x on unchanged: max(0, x)", lambda x: x),
)


def _bent(made: Made, values: Array, below: Array | float) -> Array:
    """Keep values where x is above 0, else take something else."""
    return np.where(made.x > 0, values, below)


def _grown(made: Made) -> Array:
    return np.asarray(np.exp(np.minimum(made.x, 0)))


LEAKY_RELU: Final = (
    Mistake("dx", "below 0 nothing goes back: the slope does", lambda made: _bent(made, made.dout, 0)),
    Mistake("dx", "it passes all of dout: below 0 the local gradient is the slope", lambda made: made.dout),
    Mistake(
        "dx",
        "its mask is the wrong way round: the slope is for what is below 0",
        lambda made: _bent(made, made.dout * slope(made), made.dout),
    ),
    Mistake("dx", MASK, lambda made: made.dout * np.where(made.dout > 0, 1, slope(made))),
    Mistake("dx", WRITTEN_IN, lambda made: _bent(made, made.dout, USUAL * made.dout)),
    Mistake("out", "below 0 it is 0: it is the slope times x", lambda made: _bent(made, made.x, 0)),
    Mistake(
        "out", "below 0 it is the slope itself: it is the slope times x", lambda made: _bent(made, made.x, slope(made))
    ),
    Mistake("out", WRITTEN_IN, lambda made: _bent(made, made.x, USUAL * made.x)),
)
ELU: Final = (
    Mistake("dx", "below 0 dout passes unchanged: the local gradient is alpha exp(x)", lambda made: made.dout),
    Mistake("dx", "below 0 nothing goes back: alpha exp(x) does", lambda made: _bent(made, made.dout, 0)),
    local("below 0 it is the output plus alpha, not the output", lambda x, out: np.where(x > 0, 1, out)),
    Mistake("dx", "alpha is left out below 0", lambda made: _bent(made, made.dout, made.dout * _grown(made))),
    Mistake(
        "out",
        "the 1 is not taken away below 0: alpha (exp(x) - 1)",
        lambda made: _bent(made, made.x, slope(made) * _grown(made)),
    ),
    Mistake("out", "alpha is left out below 0", lambda made: _bent(made, made.x, _grown(made) - 1)),
)
