"""How smooth activations go wrong: the derivative of the wrong thing, a term of the product rule left out."""

from math import pi, sqrt
from typing import Final

import numpy as np

from netcalc.reference.kinds.activation.erf import erf
from netcalc.reference.kinds.activation.squashed import logistic
from netcalc.reference.student.mistakes.local import local, value
from netcalc.reference.tape.gate import Array

SECOND: Final = "the product rule has a second term: x times the share's own derivative"
WITHOUT_X: Final = "x is left out of the product rule's second term"
NOT_TIMES_X: Final = "x is not multiplied in: it is x times its share"
SIGMOID: Final = (
    local(
        "the derivative is taken of the output again: the cache holds s, and it is s(1 - s)",
        lambda _, s: logistic(s) * (1 - logistic(s)),
    ),
    local("s(1 - s) is taken of x: s is the output", lambda x, _: x * (1 - x)),
    local("(1 - s) is left out: it is s(1 - s)", lambda _, s: s),
    local("s is left out: it is s(1 - s)", lambda _, s: 1 - s),
    local("1 - s² is tanh's: it is s(1 - s)", lambda _, s: 1 - s * s),
    value("the sign in the exponent is lost: 1 / (1 + exp(-x))", lambda x: logistic(-x)),
    value("it is tanh", np.tanh),
)
TANH: Final = (
    local(
        "the derivative is taken of the output again: the cache holds t, and it is 1 - t²",
        lambda _, t: 1 - np.tanh(t) ** 2,
    ),
    local("1 - t² is taken of x: t is the output", lambda x, _: 1 - x * x),
    local("t is not squared: it is 1 - t²", lambda _, t: 1 - t),
    local("t(1 - t) is the sigmoid's: it is 1 - t²", lambda _, t: t * (1 - t)),
    local("it is 1 - t², not t²", lambda _, t: t * t),
    value("it is the sigmoid", logistic),
)
SILU: Final = (
    local(SECOND, lambda x, _: logistic(x)),
    local("the product rule has a first term: the sigmoid itself", lambda x, _: x * logistic(x) * (1 - logistic(x))),
    local(WITHOUT_X, lambda x, _: logistic(x) + logistic(x) * (1 - logistic(x))),
    value(NOT_TIMES_X, logistic),
)
SOFTPLUS: Final = (
    local("it is exp(x), which is a part alone: it is the sigmoid", lambda x, _: np.exp(x)),
    value("it is ln(exp(x)), which is x: the 1 is left out", lambda x: x),
)


def _share(x: Array) -> Array:
    return np.asarray(0.5 * (1 + erf(x / sqrt(2))))


GELU: Final = (
    local(SECOND, lambda x, _: _share(x)),
    local(WITHOUT_X, lambda x, _: _share(x) + np.exp(-x * x / 2) / sqrt(2 * pi)),
    value(NOT_TIMES_X, _share),
    value("it is x σ(1.702 x), which comes near: it is x Φ(x)", lambda x: x * logistic(1.702 * x)),
)
