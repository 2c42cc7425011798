"""How layers one after the other go wrong: a gate left out on the way back, or forward."""

from typing import Final

import numpy as np

from netcalc.reference.kinds.activation.rectified import ReLU
from netcalc.reference.student.case import Made, Mistake, gradients
from netcalc.reference.student.gates import Chain
from netcalc.reference.tape.gate import Array, Gate


class _Straight(Gate):
    """A ReLU whose backward pass, or forward pass too, hands on what comes."""

    def __init__(self, *, cuts: bool) -> None:
        self.cuts = cuts

    def forward(self, *inputs: Array) -> tuple[Array, None]:
        return (np.maximum(inputs[0], 0) if self.cuts else inputs[0]), None

    def backward(self, dout: Array, cache: None) -> tuple[Array]:
        return (dout,)


def without_relu(chain: Chain, *, cuts: bool) -> Chain:
    """Give a chain whose ReLUs let all of the gradient through, and, unless they cut, all of the values too."""
    straight = _Straight(cuts=cuts)
    return Chain([(straight if isinstance(gate, ReLU) else gate, count) for gate, count in chain.gates])


def _chain(made: Made) -> Chain:
    assert isinstance(made.gate, Chain)
    return made.gate


def _linear(made: Made) -> Array:
    return np.asarray(without_relu(_chain(made), cuts=False).forward(*made.case.inputs.values())[0])


def _straight_back(made: Made) -> Array:
    return gradients(without_relu(_chain(made), cuts=True), made.case.inputs, made.dout)[made.array]


STRAIGHT: Final = "the ReLU is left out on the way back: dout goes only where its input was above 0"
RELU_MISTAKES: Final = (
    Mistake("out", "the ReLU is left out", _linear),
    Mistake("d*", STRAIGHT, _straight_back),
)
