"""How a whole net goes wrong: its regularisation, a ReLU left out or put behind the scores, a mean left out."""

from typing import Any, Final

import numpy as np

from netcalc.reference.kinds.activation.rectified import ReLU
from netcalc.reference.student.case import Made, Mistake, gradients
from netcalc.reference.student.gates import Chain
from netcalc.reference.student.mistakes.every import EVERY
from netcalc.reference.student.mistakes.sandwiches import STRAIGHT, without_relu
from netcalc.reference.tape.gate import Array


def _gate(made: Made) -> Any:
    return made.gate


def _share(made: Made) -> Array:
    """Give the part of the right array that the regularisation makes."""
    gate, inputs = _gate(made), made.case.inputs
    if made.array == "loss":
        weights = (x for name, x in inputs.items() if name.startswith("W"))
        return np.asarray(gate.half * gate.reg * sum(float((W**2).sum()) for W in weights))
    return np.asarray(gate.share(made.array[1:], inputs[made.array[1:]]))


def _with_share(made: Made, times: float) -> Array:
    return np.asarray(made.truth + (times - 1) * _share(made))


def _halved(made: Made, half: float, times: float) -> Array | None:
    return _with_share(made, times) if _gate(made).half == half else None


def _biases_too(made: Made) -> Array | None:
    gate, inputs = _gate(made), made.case.inputs
    biases = [x for name, x in inputs.items() if name.startswith("b") and name[1:].isdigit()]
    if made.array == "loss":
        return np.asarray(made.truth + gate.half * gate.reg * sum(float((b**2).sum()) for b in biases))
    bias = made.array[1:].startswith("b") and made.array[2:].isdigit()
    return np.asarray(made.truth + 2 * gate.half * gate.reg * inputs[made.array[1:]]) if bias else None


def _first_alone(made: Made) -> Array:
    gate, W = _gate(made), made.case.inputs["W1"]
    return np.asarray(made.truth - _share(made) + gate.half * gate.reg * float((W**2).sum()))


def _other_chain(made: Made, chain: Chain) -> Array:
    """Run the net with other gates."""
    gate = _gate(made).with_chain(chain)
    if made.array in {"loss", "scores"}:
        return np.asarray(gate.forward(*made.case.inputs.values())[0])
    return gradients(gate, made.case.inputs, made.dout)[made.array]


def _linear(made: Made) -> Array:
    return _other_chain(made, without_relu(_gate(made).chain, cuts=False))


def _straight_back(made: Made) -> Array:
    return _other_chain(made, without_relu(_gate(made).chain, cuts=True))


def _cut_scores(made: Made) -> Array:
    return _other_chain(made, Chain([*_gate(made).chain.gates, (ReLU(), 0)]))


def _summed(made: Made) -> Array:
    """Leave the mean over the batch out."""
    return np.asarray((made.truth - _share(made)) * len(_gate(made).X) + _share(made))


WEIGHT: Final = "d*"
LINEAR: Final = "no ReLU stands between the layers"
CUT: Final = "a ReLU stands behind the scores: the last layer has none"
BIASES: Final = "the biases are regularised too: the weights alone are"
NET_MISTAKES: Final = (
    Mistake("scores at test", LINEAR, _linear),
    Mistake("scores at test", CUT, _cut_scores),
    Mistake("loss", "the regularisation is left out", lambda made: _with_share(made, 0)),
    Mistake("loss", BIASES, _biases_too),
    Mistake("loss", "the first layer's weights alone are regularised", _first_alone),
    Mistake("loss", LINEAR, _linear),
    Mistake("loss", CUT, _cut_scores),
    Mistake("loss", "it is the sum over the batch: divide by N", _summed),
    Mistake(WEIGHT, "the regularisation is left out", lambda made: _with_share(made, 0)),
    Mistake(WEIGHT, "the derivative of reg W² / 2 is reg W, not 2 reg W", lambda made: _halved(made, 0.5, 2)),
    Mistake(WEIGHT, "the derivative of reg W² is 2 reg W, not reg W", lambda made: _halved(made, 1, 0.5)),
    Mistake(WEIGHT, BIASES, _biases_too),
    Mistake(WEIGHT, STRAIGHT, _straight_back),
    Mistake(WEIGHT, "it is not divided by N, as the loss is", _summed),
    *EVERY,
)
