"""How dropout goes wrong: not scaled, scaled by the wrong share, another mask on the way back, dropping at test."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from netcalc.reference.student.case import Made, Mistake
from netcalc.reference.tape.gate import Array


def _training(sentence: str, rule: Callable[[Made], Array]) -> Mistake:
    """Break what comes out in training alone."""
    return Mistake("out", sentence, lambda made: None if made.case.at else rule(made))


def _kept(values: Array, made: Made, scale: float = 1.0) -> Array:
    """Drop what is dropped, and scale the rest."""
    gate: Any = made.gate
    return np.asarray(values * (gate.mask > 0) * scale)


def _keep(made: Made) -> float:
    gate: Any = made.gate
    return float(gate.keep)


UNSCALED: Final = "what is kept is not scaled: divide by the share that is kept (inverted dropout)"
OTHER_SHARE: Final = "it is divided by the share that is dropped: divide by the share that is kept"
THROUGH: Final = "dout goes through unmasked: what was dropped sends nothing back"
UNMASKED: Final = "dout is scaled, but what was dropped sends a gradient back"
AT_TEST: Final = "it scales by p at test: inverted dropout scales in training alone"
DROPOUT_MISTAKES: Final = (
    _training("nothing is dropped in training", lambda made: made.x),
    _training(UNSCALED, lambda made: _kept(made.x, made)),
    _training(OTHER_SHARE, lambda made: _kept(made.x, made, 1 / (1 - _keep(made)))),
    _training(
        "it is multiplied by the share that is kept: divide by it", lambda made: _kept(made.x, made, _keep(made))
    ),
    Mistake("dx", THROUGH, lambda made: made.dout),
    Mistake("dx", "the mask's scale is left out on the way back", lambda made: _kept(made.dout, made)),
    Mistake("dx", UNMASKED, lambda made: made.dout / _keep(made)),
    Mistake("dx", "it is divided by the mask's scale: multiply", lambda made: _kept(made.dout, made, _keep(made))),
    Mistake("out at test", AT_TEST, lambda made: made.x * made.param["p"]),
    Mistake("out at test", "it scales by 1/p at test: at test nothing is done", lambda made: made.x / made.param["p"]),
)
