"""How a convolution goes wrong: filters turned round, padding, strides, windows that write over each other."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from netcalc.reference.kinds.conv import Conv
from netcalc.reference.student.case import Made, Mistake
from netcalc.reference.student.mistakes.affine import unbiased
from netcalc.reference.student.mistakes.places import (
    FIRST_WINDOW,
    OVERWRITTEN,
    around,
    first_window,
    inside,
    one_window,
    places,
)
from netcalc.reference.tape.gate import Array

FLIPPED: Final = "the filters are flipped, which a convolution layer does not do"


def _flip(w: Array) -> Array:
    return w[:, :, ::-1, ::-1]


def _run(made: Made, window: Mapping[str, Any] = MappingProxyType({}), **changed: Array) -> Array:
    """Give what comes out of other windows, or other inputs."""
    gate = Conv(tuple(one._replace(**window) for one in made.case.window))
    return np.asarray(gate.forward(*{**made.case.inputs, **changed}.values())[0])


def _assigned(made: Made, filters: slice) -> Array:
    """Give dx as each window writes over the one before; so, perhaps, does each filter."""
    x, w, _ = made.case.inputs.values()
    wide = np.pad(np.zeros_like(x), around(made))
    for place, upstream in places(made):
        wide[place] = np.einsum("nk,kdij->ndij", upstream[:, filters], w[filters])
    return np.asarray(wide[inside(made)])


def _dense(made: Made, array: str) -> Array | None:
    """Go back as if the stride were 1."""
    x, w, _ = made.case.inputs.values()
    if made.case.window[0].S == 1:
        return None
    padded = np.pad(x, around(made))
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    for place, upstream in places(made, stride=1):
        dpadded[place] += np.einsum("nk,kdij->ndij", upstream, w)
        dw += np.einsum("nk,ndij->kdij", upstream, padded[place])
    return np.asarray(dpadded[inside(made)]) if array == "dx" else dw


def _padding_left_on(made: Made) -> Array:
    bare = Conv(tuple(one._replace(before=0, after=0) for one in made.case.window))
    x, w, b = made.case.inputs.values()
    return np.asarray(bare.backward(made.dout, bare.forward(np.pad(x, around(made)), w, b)[1])[0])


def _sliced_away(made: Made) -> Array | None:
    """Take x out of its padding from P to -P, which is nothing where P is 0."""
    return None if made.case.window[0].before else np.zeros((*made.x.shape[:2], 0, 0))


CONV_MISTAKES: Final = (
    Mistake("out", "the bias is not added", unbiased),
    Mistake("out", FLIPPED, lambda made: _run(made, w=_flip(made.case.inputs["w"]))),
    Mistake("out", "the input is not padded", lambda made: _run(made, window={"before": 0, "after": 0})),
    Mistake("out", "the stride is not used", lambda made: _run(made, window={"S": 1})),
    Mistake("out", FIRST_WINDOW, first_window),
    Mistake(
        "dx", "the filters lie the wrong way round: flip them", lambda made: made.back(w=_flip(made.case.inputs["w"]))
    ),
    Mistake("dx", OVERWRITTEN, lambda made: _assigned(made, slice(None))),
    Mistake("dx", OVERWRITTEN, lambda made: _assigned(made, slice(-1, None))),
    Mistake("dx", "the padding is not taken off again", _padding_left_on),
    Mistake("dx", "with a pad of 0 the slice P:-P is empty: P : P + H, or dx unpadded where P is 0", _sliced_away),
    Mistake("dx", "the stride is not used on the way back", lambda made: _dense(made, "dx")),
    Mistake("dx", FIRST_WINDOW, one_window),
    Mistake("dw", "it is turned by 180°: the window is not flipped", lambda made: _flip(made.truth)),
    Mistake("dw", "the stride is not used on the way back", lambda made: _dense(made, "dw")),
    Mistake("dw", FIRST_WINDOW, one_window),
    Mistake("db", FIRST_WINDOW, one_window),
    Mistake(
        "db",
        "it is summed over the batch alone: sum over all positions too, axes (0, 2, 3)",
        lambda made: made.dout.sum(axis=0),
    ),
)
