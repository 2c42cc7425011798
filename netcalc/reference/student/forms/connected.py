"""Fully connected layers as the assignments write them, alone and with a ReLU behind."""

from collections.abc import Callable, Iterator

import numpy as np

from netcalc.reference.kinds.activation.rectified import ReLU
from netcalc.reference.student.case import Case, Form, Function, drawn, extents
from netcalc.reference.student.gates import Chain, FCAsTaught
from netcalc.reference.student.mistakes.affine import AFFINE_MISTAKES, FLAT
from netcalc.reference.student.mistakes.every import EVERY
from netcalc.reference.student.mistakes.sandwiches import RELU_MISTAKES
from netcalc.reference.tape.gate import Gate


def _cases(gate: Callable[[], Gate]) -> Callable[[np.random.Generator, Function], Iterator[Case]]:
    def cases(rng: np.random.Generator, _: Function) -> Iterator[Case]:
        for shape, units in (((3, 4), 5), ((2, 3, 2, 2), 4), ((4, 2, 3), 2)):
            inputs = drawn(rng, x=shape, w=(int(np.prod(shape[1:])), units), b=(units,))
            yield Case(f"x {extents(shape)}, {units} units", inputs, (), gate())

    return cases


def unflattened(forward: Function, case: Case) -> str:
    """Say whether the call goes well where x is flattened before."""
    x, w, b = case.inputs.values()
    try:
        forward(x.reshape(len(x), -1), w.copy(), b.copy())
    except Exception:  # noqa: BLE001  a student's code may raise anything
        return ""
    return FLAT if x.ndim > 2 else ""


AFFINE = Form("affine_forward(x, w, b)", _cases(FCAsTaught), (*AFFINE_MISTAKES, *EVERY), excuse=unflattened)
AFFINE_RELU = Form(
    "affine_relu_forward(x, w, b)",
    _cases(lambda: Chain([(FCAsTaught(), 2), (ReLU(), 0)])),
    (*RELU_MISTAKES, *EVERY),
    excuse=unflattened,
)
