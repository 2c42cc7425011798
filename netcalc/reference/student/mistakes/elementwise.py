"""How activations go wrong, each by itself and all alike."""

from typing import Final

from netcalc.reference.student.case import Mistake
from netcalc.reference.student.mistakes.rectified import ELU, LEAKY_RELU, RELU
from netcalc.reference.student.mistakes.squashed import GELU, SIGMOID, SILU, SOFTPLUS, TANH

ACTIVATION_MISTAKES: Final[dict[str, tuple[Mistake, ...]]] = {
    "relu": RELU,
    "leaky_relu": LEAKY_RELU,
    "elu": ELU,
    "sigmoid": SIGMOID,
    "tanh": TANH,
    "silu": SILU,
    "gelu": GELU,
    "softplus": SOFTPLUS,
}
ANY_ACTIVATION: Final = (
    Mistake("dx", "it is dout: the local gradient is left out", lambda made: made.dout),
    Mistake("dx", "dout is multiplied by the output, not by the local gradient", lambda made: made.dout * made.out),
    Mistake("out", "it hands x on unchanged", lambda made: made.x),
)
