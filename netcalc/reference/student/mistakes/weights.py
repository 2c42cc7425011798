"""How the loss of a linear classifier's weights goes wrong: by its scores, or by its regularisation."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from netcalc.reference.student.case import Case, Made, Mistake
from netcalc.reference.tape.gate import Array


def weight_mistakes(of_scores: Sequence[Mistake]) -> tuple[Mistake, ...]:
    """Give the mistakes of a loss of scores, as the weights feel them, and those of the regularisation."""
    return (*_decay(), *map(_through_weights, of_scores))


def _parts(made: Made) -> tuple[Any, Array, Array]:
    """Give the gate, the weights, and the gradient of their own share."""
    gate: Any = made.gate
    W = made.case.inputs["W"]
    return gate, W, 2 * gate.half * gate.reg * W


def _data(made: Made) -> Array:
    """Give the right array without the regularisation."""
    gate, W, share = _parts(made)
    return made.truth - (share if made.array == "dW" else gate.half * gate.reg * (W**2).sum())


def _through_weights(mistake: Mistake) -> Mistake:
    def rule(made: Made) -> Array | None:
        gate, W, _ = _parts(made)
        scores = Case("", {"x": gate.X @ W}, (made.case.extra[1],))
        array = "dx" if made.array == "dW" else "loss"
        found = mistake.rule(replace(made, case=scores, array=array))
        if found is None:
            return None
        return (gate.X.T @ found if array == "dx" else found) + made.truth - _data(made)

    return Mistake("dW" if mistake.array == "dx" else "loss", mistake.sentence, rule)


def _share(made: Made, times: float) -> Array:
    return np.asarray(_data(made) + times * (made.truth - _data(made)))


def _decay() -> Iterator[Mistake]:
    for array in ("loss", "dW"):
        yield Mistake(array, "the regularisation is left out", lambda made: _share(made, 0))
        yield Mistake(
            array, "the regularisation is divided by N too", lambda made: _share(made, 1 / len(_examples(made)))
        )
        yield Mistake(
            array, "the regularisation is added for each example", lambda made: _share(made, len(_examples(made)))
        )
        yield Mistake(array, "the regularisation is taken away, not added", lambda made: _share(made, -1))
    yield Mistake("dW", "the derivative of reg W² is 2 reg W, not reg W", lambda made: _half(made, 1.0, 0.5))
    yield Mistake("dW", "the derivative of reg W² / 2 is reg W, not 2 reg W", lambda made: _half(made, 0.5, 2))
    yield Mistake("dW", "the derivative of reg W² is 2 reg W, not reg W²", _squared)


def _examples(made: Made) -> Array:
    return np.asarray(made.case.extra[0])


def _half(made: Made, half: float, times: float) -> Array | None:
    return _share(made, times) if _parts(made)[0].half == half else None


def _squared(made: Made) -> Array:
    gate, W, _ = _parts(made)
    return np.asarray(_data(made) + gate.half * gate.reg * (W**2).sum())
