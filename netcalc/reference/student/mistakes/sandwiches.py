"""How layers one after the other go wrong: a gate left out on the way back, or forward."""

from typing import Final

import numpy as np

from netcalc.reference.kinds.activation.rectified import ReLU
from netcalc.reference.student.case import Made, Mistake, gradients
from netcalc.reference.tape.gate import Array, Gate


class _Straight(Gate):
    """A ReLU whose backward pass, or forward pass too, hands on what comes."""

    def __init__(self, *, cuts: bool) -> None:
        self.cuts = cuts

    def forward(self, *inputs: Array) -> tuple[Array, None]:
        return (np.maximum(inputs[0], 0) if self.cuts else inputs[0]), None

    def backward(self, dout: Array, cache: None) -> tuple[Array]:
        return (dout,)


def _without_relu(made: Made, *, cuts: bool) -> tuple[Gate, bool]:
    gates = getattr(made.gate, "gates", ())
    straight = [(_Straight(cuts=cuts) if isinstance(gate, ReLU) else gate, count) for gate, count in gates]
    return type(made.gate)(straight), True  # type: ignore[call-arg]  # a Chain is made of gates


def _back(made: Made) -> Array:
    return gradients(_without_relu(made, cuts=True)[0], made.case.inputs, made.dout)[made.array]


RELU_MISTAKES: Final = (
    Mistake(
        "out",
        "the ReLU is left out",
        lambda made: _without_relu(made, cuts=False)[0].forward(*made.case.inputs.values())[0],
    ),
    Mistake("d*", "the ReLU is left out on the way back: dout goes only where its input was above 0", _back),
)
